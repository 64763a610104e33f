namespace ContainerTools;

/// <summary>A host path, a named volume or an anonymous volume in a container (<c>docker run --volume</c>).</summary>
public sealed class VolumeMapping
{
    internal const string Kind = "a volume mapping";
    internal const string Syntax = "[source:]target[:options], for example ./data:/data, cache:/var/cache:ro or /scratch, or @{Source='./data'; Target='/data'; ReadOnly=$true}";

    private VolumeMapping(string? source, string target, string? options, string baseDirectory)
    {
        Type = source is not null && IsPath(source) ? "bind" : "volume";
        Source = source is not null && Type == "bind" ? HostPath.Resolve(source, baseDirectory) : source;
        (Target, Options) = (target, options);
    }

    /// <summary><c>bind</c> where the source is a path of the host or a named pipe, else <c>volume</c>.</summary>
    public string Type { get; }

    /// <summary>An absolute path of the host or the name of a volume; <see langword="null"/> for an anonymous volume.</summary>
    public string? Source { get; }

    /// <summary>The path in the container.</summary>
    public string Target { get; }

    /// <summary>The options, separated by commas as the engine takes them (<c>ro</c>, <c>z</c>, <c>nocopy</c>, <c>rshared</c>, …).</summary>
    public string? Options { get; }

    /// <summary>Whether the container cannot write to it.</summary>
    public bool ReadOnly => Options?.Split(',').LastOrDefault(option => option is "ro" or "rw") == "ro";

    /// <summary>
    /// Reads docker's syntax. A letter before a colon at the start of a part is a drive of Windows. A source that starts with
    /// <c>.</c>, <c>/</c>, <c>~</c>, a drive or <c>\\</c> is a path, any other one the name of a volume.
    /// </summary>
    /// <param name="text">The mapping.</param>
    /// <param name="baseDirectory">An absolute path, which a source that starts with <c>.</c> is relative to.</param>
    /// <returns>The mapping.</returns>
    /// <exception cref="FormatException">A part is empty, or there are more than three.</exception>
    public static VolumeMapping Parse(string text, string baseDirectory)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(baseDirectory);
        var parts = Split(text);
        if (parts.Exists(part => part.Length == 0)) throw Malformed.Text(text, Kind, Syntax, text.Length == 0 ? null : "there is nothing between two colons, or before or after one");
        return parts switch
        {
            [var target] => new VolumeMapping(null, target, null, baseDirectory),
            [var source, var target] => new VolumeMapping(source, target, null, baseDirectory),
            [var source, var target, var options] => new VolumeMapping(source, target, options, baseDirectory),
            _ => throw Malformed.Text(text, Kind, Syntax, "there are too many colons"),
        };
    }

    internal static VolumeMapping FromProperties(PropertyBag properties, string baseDirectory)
    {
        var source = properties.Text("Source", "src");
        var target = properties.Text("Target", "dst", "destination");
        var options = properties.Texts("Options", "Option").ToList();
        var isReadOnly = properties.Flag("ReadOnly", "ro");
        var type = properties.Text("Type");
        properties.Complete(Kind);
        if (target is null) throw new FormatException($"A volume mapping has no target. Expected {Syntax}.");
        if (isReadOnly == true && !options.Exists(option => option.Split(',').Contains("ro"))) options.Insert(0, "ro");
        if (source is null && options.Count > 0) throw new FormatException($"The anonymous volume at '{target}' takes no options. Name a source, or use -Mount.");
        var mapping = Parse($"{(source is null ? "" : source + ":")}{target}{(options.Count == 0 ? "" : ":" + string.Join(',', options))}", baseDirectory);
        return type is null || type.Equals(mapping.Type, StringComparison.OrdinalIgnoreCase)
            ? mapping
            : throw new FormatException($"'{source}' makes a mapping of type {mapping.Type}, not {type}: a path starts with ., /, ~ or a drive, the name of a volume does not.");
    }

    /// <summary>Writes docker's syntax; with a source it is what the engine takes as a bind.</summary>
    /// <returns>For example <c>/home/me/data:/data:ro</c>; text that <see cref="Parse"/> reads back.</returns>
    public override string ToString() => string.Join(':', new[] { Source, Target, Options }.Where(part => part is not null));

    private static List<string> Split(string text)
    {
        var parts = new List<string>();
        var start = 0;
        for (var index = 0; index <= text.Length; index++)
        {
            if (index < text.Length && (text[index] != ':' || (index == start + 1 && char.IsLetter(text[start])))) continue;
            parts.Add(text[start..index]);
            start = index + 1;
        }
        return parts;
    }

    private static bool IsPath(string source) =>
        source[0] is '.' or '/' or '~' || source.StartsWith(@"\\", StringComparison.Ordinal) || (source.Length > 1 && char.IsLetter(source[0]) && source[1] == ':');
}
