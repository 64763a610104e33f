namespace ContainerTools;

/// <summary>A secret or config that the tasks of a service can read as a file (<c>docker service create --secret</c>).</summary>
public sealed class ServiceFile
{
    internal const string Kind = "a secret or config of a service";
    internal const string Syntax = "its name, or source=name,target=file,uid=0,gid=0,mode=0444, or @{Source='name'; Target='file'; Mode='0444'}";
    private const UnixFileMode ReadableByAll = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private ServiceFile() { }

    /// <summary>The name of the secret or config.</summary>
    public string Source { get; private init; } = "";

    /// <summary>The file: a path, or a name below <c>/run/secrets</c> for a secret; <see langword="null"/> for its own name.</summary>
    public string? Target { get; private init; }

    /// <summary>The number of the file's user.</summary>
    public string Uid { get; private init; } = "0";

    /// <summary>The number of the file's group.</summary>
    public string Gid { get; private init; } = "0";

    /// <summary>The file's permissions.</summary>
    public UnixFileMode Mode { get; private init; } = ReadableByAll;

    /// <summary>Reads docker's syntax.</summary>
    /// <param name="text">A name, or its long form.</param>
    /// <returns>The file.</returns>
    /// <exception cref="FormatException">There is no name, or a key is unknown.</exception>
    public static ServiceFile Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var fields = Csv.Read(text, reason => Malformed.Text(text, Kind, Syntax, reason));
        if (fields is [var name] && !name.Contains('=', StringComparison.Ordinal)) return name.Trim().Length > 0 ? new ServiceFile { Source = name } : throw Malformed.Text(text, Kind, Syntax);
        return FromProperties(PropertyBag.FromFields(fields.Select(field =>
        {
            var cut = field.IndexOf('=', StringComparison.Ordinal);
            return cut > 0 ? KeyValuePair.Create(field[..cut].ToLowerInvariant(), field[(cut + 1)..]) : throw Malformed.Text(text, Kind, Syntax, $"'{field}' is not of the form key=value");
        })));
    }

    internal static ServiceFile FromProperties(PropertyBag properties)
    {
        var file = new ServiceFile
        {
            Source = properties.Text("source", "src", "Source", "Name") ?? throw new FormatException($"{Kind} has no source. Expected {Syntax}."),
            Target = properties.Text("target", "Target"),
            Uid = properties.Text("uid", "Uid") ?? "0",
            Gid = properties.Text("gid", "Gid") ?? "0",
            Mode = properties.Permissions("mode", "Mode") ?? ReadableByAll,
        };
        properties.Complete(Kind);
        return file;
    }

    internal static ServiceFile Of(string source, string? target, string? uid, string? gid, UnixFileMode? mode) =>
        new() { Source = source, Target = target, Uid = uid ?? "0", Gid = gid ?? "0", Mode = mode ?? ReadableByAll };

    /// <summary>Writes docker's long form.</summary>
    /// <returns>For example <c>source=key,target=key,uid=0,gid=0,mode=0444</c>.</returns>
    public override string ToString() => Csv.Write([$"source={Source}", $"target={Target ?? Source}", $"uid={Uid}", $"gid={Gid}", "mode=0" + Convert.ToString((int)Mode, 8)]);
}
