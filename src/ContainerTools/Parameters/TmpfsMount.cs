namespace ContainerTools;

/// <summary>A file system in memory in a container (<c>docker run --tmpfs</c>).</summary>
public sealed class TmpfsMount
{
    internal const string Kind = "a tmpfs mount";
    internal const string Syntax = "an absolute path of the container with optional mount options, for example /run or /tmp:size=64m,mode=1777, or @{Target='/tmp'; Options='size=64m'}";

    private TmpfsMount(string target, string? options) => (Target, Options) = (target, options);

    /// <summary>The path in the container.</summary>
    public string Target { get; }

    /// <summary>Mount options, separated by commas as the engine takes them; <see langword="null"/> for none.</summary>
    public string? Options { get; }

    /// <summary>Reads docker's syntax. The options are the kernel's; they are checked when the container starts.</summary>
    /// <param name="text">The path, and after a colon the options.</param>
    /// <returns>The mount.</returns>
    /// <exception cref="FormatException">The text does not start with an absolute path.</exception>
    public static TmpfsMount Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var cut = text.IndexOf(':', StringComparison.Ordinal);
        var target = cut < 0 ? text : text[..cut];
        if (!target.StartsWith('/')) throw Malformed.Text(text, Kind, Syntax, $"'{target}' is not an absolute path");
        return new TmpfsMount(target, cut < 0 || cut == text.Length - 1 ? null : text[(cut + 1)..]);
    }

    internal static TmpfsMount FromProperties(PropertyBag properties)
    {
        var target = properties.Text("Target", "Path", "dst", "destination");
        var options = string.Join(',', properties.Texts("Options", "Option"));
        properties.Complete(Kind);
        return Parse($"{target}:{options}");
    }

    /// <inheritdoc />
    public override string ToString() => Options is null ? Target : $"{Target}:{Options}";
}
