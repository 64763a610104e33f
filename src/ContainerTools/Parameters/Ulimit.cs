using System.Globalization;

namespace ContainerTools;

/// <summary>A resource limit of a container's processes (<c>docker run --ulimit</c>).</summary>
public sealed class Ulimit
{
    internal const string Kind = "a ulimit";
    internal const string Syntax = "name=soft[:hard] with -1 for unlimited, for example nofile=1024:4096, or @{Name='nofile'; Soft=1024; Hard=4096}";

    private static readonly string[] Names =
        ["core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc", "rss", "rtprio", "rttime", "sigpending", "stack"];

    private Ulimit(string name, long soft, long hard) => (Name, Soft, Hard) = (name, soft, hard);

    /// <summary>The limit's name as in <c>setrlimit(2)</c>, in lower case and without its prefix: <c>nofile</c>, <c>core</c>, …</summary>
    public string Name { get; }

    /// <summary>The limit that is enforced, in the unit that the limit has; -1 is unlimited.</summary>
    public long Soft { get; }

    /// <summary>What a process without privileges may raise the soft limit to; -1 is unlimited.</summary>
    public long Hard { get; }

    /// <summary>Reads docker's syntax. Without a hard limit it is the soft one.</summary>
    /// <param name="text">The limit.</param>
    /// <returns>The limit.</returns>
    /// <exception cref="FormatException">The name is unknown, a limit is no number, or the soft one is above the hard one.</exception>
    public static Ulimit Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var cut = text.IndexOf('=', StringComparison.Ordinal);
        if (cut < 0) throw Malformed.Text(text, Kind, Syntax);
        var name = text[..cut];
        if (!Names.Contains(name)) throw Malformed.Text(text, Kind, Syntax, $"'{name}' is none of {string.Join(", ", Names)}");
        var limits = text[(cut + 1)..].Split(':').Select(limit => long.TryParse(limit, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Malformed.Text(text, Kind, Syntax, $"'{limit}' is not a number")).ToArray();
        if (limits.Length > 2) throw Malformed.Text(text, Kind, Syntax, "there are more than two limits");
        var (soft, hard) = (limits[0], limits[^1]);
        if (soft < -1 || hard < -1) throw Malformed.Text(text, Kind, Syntax, "a limit is below -1");
        return hard == -1 || (soft != -1 && soft <= hard)
            ? new Ulimit(name, soft, hard)
            : throw Malformed.Text(text, Kind, Syntax, "the soft limit is above the hard limit");
    }

    internal static Ulimit FromProperties(PropertyBag properties)
    {
        var (name, soft, hard) = (properties.Text("Name"), properties.Text("Soft"), properties.Text("Hard"));
        properties.Complete(Kind);
        return Parse($"{name}={soft}{(hard is null ? "" : ":" + hard)}");
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}={Soft}:{Hard}");
}
