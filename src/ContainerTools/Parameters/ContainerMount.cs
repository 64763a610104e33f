using System.Globalization;

namespace ContainerTools;

/// <summary>A mount of any type in a container (<c>docker run --mount</c>).</summary>
/// <remarks>What was not given is <see langword="null"/>, so that an option that was given as false can be told from one that was not given.</remarks>
public sealed class ContainerMount
{
    internal const string Kind = "a mount";
    internal const string Syntax = "key=value pairs separated by commas, for example type=bind,source=./app,target=/app,readonly, or @{Type='bind'; Source='./app'; Target='/app'; ReadOnly=$true}";

    private static readonly string[] Types = ["volume", "bind", "tmpfs", "npipe", "cluster", "image"];
    private static readonly string[] Propagations = ["rprivate", "private", "rshared", "shared", "rslave", "slave"];
    private static readonly string[] Recursions = ["enabled", "disabled", "writable", "readonly"];
    private static readonly string[] Consistencies = ["default", "consistent", "cached", "delegated"];
    private static readonly string[] Flags = ["readonly", "ro", "volume-nocopy", "bind-nonrecursive", "bind-create-src"];

    private ContainerMount() { }

    /// <summary><c>volume</c>, <c>bind</c>, <c>tmpfs</c>, <c>npipe</c>, <c>cluster</c> or <c>image</c>.</summary>
    public string Type { get; private init; } = "volume";

    /// <summary>An absolute path of the host, the name of a volume, an image, or <see langword="null"/> for an anonymous volume or a tmpfs.</summary>
    public string? Source { get; private init; }

    /// <summary>The path in the container.</summary>
    public string Target { get; private init; } = "";

    /// <summary>Whether the container cannot write to it.</summary>
    public bool ReadOnly { get; private init; }

    /// <summary><c>default</c>, <c>consistent</c>, <c>cached</c> or <c>delegated</c>; only Docker Desktop heeds it.</summary>
    public string? Consistency { get; private init; }

    /// <summary><c>rprivate</c>, <c>private</c>, <c>rshared</c>, <c>shared</c>, <c>rslave</c> or <c>slave</c>.</summary>
    public string? BindPropagation { get; private init; }

    /// <summary>How mounts below the source are treated: <c>enabled</c>, <c>disabled</c>, <c>writable</c> or <c>readonly</c>.</summary>
    public string? BindRecursive { get; private init; }

    /// <summary>Whether the engine makes the source if it is not there.</summary>
    public bool? BindCreateSource { get; private init; }

    /// <summary>A path in the volume to mount instead of its root.</summary>
    public string? VolumeSubpath { get; private init; }

    /// <summary>Whether a new volume stays empty instead of getting what the image has at the target.</summary>
    public bool? VolumeNoCopy { get; private init; }

    /// <summary>Labels for a volume that is made.</summary>
    public IReadOnlyDictionary<string, string>? VolumeLabels { get; private init; }

    /// <summary>The driver of a volume that is made.</summary>
    public string? VolumeDriver { get; private init; }

    /// <summary>Options for the driver of a volume that is made.</summary>
    public IReadOnlyDictionary<string, string>? VolumeOptions { get; private init; }

    /// <summary>A path in the image to mount instead of its root.</summary>
    public string? ImageSubpath { get; private init; }

    /// <summary>The size of a tmpfs in bytes.</summary>
    public long? TmpfsSize { get; private init; }

    /// <summary>The permissions of a tmpfs as octal digits, for example <c>1777</c>.</summary>
    public string? TmpfsMode { get; private init; }

    /// <summary>Reads docker's syntax, with its quoting: a field with a comma stands in quotation marks.</summary>
    /// <param name="text">The mount.</param>
    /// <param name="baseDirectory">An absolute path, which a source that starts with <c>.</c> is relative to.</param>
    /// <returns>The mount.</returns>
    /// <exception cref="FormatException">A key is unknown, a value is invalid, or an option belongs to another type of mount.</exception>
    public static ContainerMount Parse(string text, string baseDirectory)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(baseDirectory);
        var trimmed = text.Trim();
        if (trimmed.Length == 0) throw Malformed.Text(text, Kind, Syntax);
        var fields = Csv.Read(trimmed, reason => Malformed.Text(text, Kind, Syntax, reason)).Select(field => Field(text, field)).ToArray();
        try
        {
            return FromProperties(PropertyBag.FromFields(fields), baseDirectory);
        }
        catch (FormatException refusal)
        {
            throw new FormatException($"'{text}' is not {Kind}: {refusal.Message}", refusal);
        }
    }

    internal static ContainerMount FromProperties(PropertyBag properties, string baseDirectory)
    {
        if (properties.Contains("bind-nonrecursive")) throw new FormatException("'bind-nonrecursive' is no longer an option of docker: use bind-recursive=disabled.");
        var mount = new ContainerMount
        {
            Type = Choice(properties, Types, "type") ?? "volume",
            Source = properties.Text("source", "src") is { } source ? HostPath.Resolve(source, baseDirectory) : null,
            Target = properties.Text("target", "dst", "destination") ?? throw new FormatException("A mount has no target."),
            ReadOnly = properties.Flag("readonly", "ro", "ReadOnly") ?? false,
            Consistency = Choice(properties, Consistencies, "consistency"),
            BindPropagation = Choice(properties, Propagations, "bind-propagation"),
            BindRecursive = Choice(properties, Recursions, "bind-recursive"),
            BindCreateSource = properties.Flag("bind-create-src", "BindCreateSource"),
            VolumeSubpath = properties.Text("volume-subpath"),
            VolumeNoCopy = properties.Flag("volume-nocopy", "VolumeNoCopy"),
            VolumeLabels = properties.Map("volume-label", "VolumeLabels"),
            VolumeDriver = properties.Text("volume-driver"),
            VolumeOptions = properties.Map("volume-opt", "VolumeOptions"),
            ImageSubpath = properties.Text("image-subpath"),
            TmpfsSize = properties.Size("tmpfs-size"),
            TmpfsMode = Octal(properties.Text("tmpfs-mode")),
        };
        properties.Complete(Kind);
        mount.Validate();
        return mount;
    }

    /// <summary>Writes docker's syntax.</summary>
    /// <returns>For example <c>type=bind,source=/srv/app,target=/app,readonly</c>; text that <see cref="Parse"/> reads back.</returns>
    public override string ToString()
    {
        var fields = new List<string> { $"type={Type}" };
        Add("source", Source);
        Add("target", Target);
        if (ReadOnly) fields.Add("readonly");
        Add("consistency", Consistency);
        Add("bind-propagation", BindPropagation);
        Add("bind-recursive", BindRecursive);
        Add("bind-create-src", Word(BindCreateSource));
        Add("volume-subpath", VolumeSubpath);
        Add("volume-nocopy", Word(VolumeNoCopy));
        foreach (var (key, value) in VolumeLabels ?? Empty) fields.Add($"volume-label={key}={value}");
        Add("volume-driver", VolumeDriver);
        foreach (var (key, value) in VolumeOptions ?? Empty) fields.Add($"volume-opt={key}={value}");
        Add("image-subpath", ImageSubpath);
        Add("tmpfs-size", TmpfsSize?.ToString(CultureInfo.InvariantCulture));
        Add("tmpfs-mode", TmpfsMode);
        return Csv.Write(fields);

        void Add(string key, string? value)
        {
            if (value is not null) fields.Add($"{key}={value}");
        }
    }

    private static IReadOnlyDictionary<string, string> Empty { get; } = new Dictionary<string, string>();

    private static string? Word(bool? flag) => flag switch { null => null, true => "true", false => "false" };

    private static KeyValuePair<string, string> Field(string text, string field)
    {
        var cut = field.IndexOf('=', StringComparison.Ordinal);
        var key = cut < 0 ? field : field[..cut];
        if (key != key.Trim()) throw Malformed.Text(text, Kind, Syntax, $"there is white space in or around the key '{key}'");
        if (cut < 0)
        {
            return Flags.Contains(key, StringComparer.OrdinalIgnoreCase)
                ? KeyValuePair.Create(key, "true")
                : throw Malformed.Text(text, Kind, Syntax, $"'{field}' is not of the form key=value");
        }
        var value = field[(cut + 1)..];
        if (value.Trim().Length == 0) throw Malformed.Text(text, Kind, Syntax, $"the value of '{key}' is empty");
        return value == value.Trim() ? KeyValuePair.Create(key, value) : throw Malformed.Text(text, Kind, Syntax, $"there is white space around the value of '{key}'");
    }

    private static string? Choice(PropertyBag properties, string[] choices, string name) => properties.Text(name)?.ToLowerInvariant() switch
    {
        null => null,
        var word when choices.Contains(word) => word,
        var word => throw new FormatException($"'{word}' is not a value of {name}. Allowed: {string.Join(", ", choices)}."),
    };

    /// <summary>The digits are octal whether they come as text or as a number: PowerShell has no octal numbers.</summary>
    private static string? Octal(string? digits)
    {
        if (digits is null) return null;
        var significant = digits.TrimStart('0');
        return digits.All(digit => digit is >= '0' and <= '7') && significant.Length <= 10
            ? significant.Length == 0 ? "0" : significant
            : throw new FormatException($"'{digits}' is not a value of tmpfs-mode. Expected octal digits, for example 1777.");
    }

    private void Validate()
    {
        RefuseUnless("bind", BindPropagation is not null || BindCreateSource is not null || BindRecursive is not (null or "enabled"));
        RefuseUnless("volume", VolumeSubpath is not null || VolumeNoCopy is not null || VolumeLabels is not null || VolumeDriver is not null || VolumeOptions is not null);
        RefuseUnless("image", ImageSubpath is not null);
        RefuseUnless("tmpfs", TmpfsSize is not null || TmpfsMode is not null);
        if (Type == "tmpfs" && Source is not null) throw new FormatException($"A mount of type tmpfs has no source, but '{Source}' is given.");
        if (Type is not ("tmpfs" or "volume") && Source is null) throw new FormatException($"A mount of type {Type} needs a source.");
        if (BindRecursive is "writable" or "readonly" && !ReadOnly) throw new FormatException($"bind-recursive={BindRecursive} needs readonly too.");
        if (BindRecursive == "readonly" && BindPropagation != "rprivate") throw new FormatException("bind-recursive=readonly needs bind-propagation=rprivate too.");
    }

    private void RefuseUnless(string type, bool hasOption)
    {
        if (hasOption && Type != type) throw new FormatException($"An option that starts with '{type}-' does not go with a mount of type {Type}.");
    }
}
