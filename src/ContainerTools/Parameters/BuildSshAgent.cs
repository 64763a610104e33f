namespace ContainerTools;

/// <summary>An ssh agent that the steps of a build may use (<c>docker build --ssh</c>).</summary>
public sealed class BuildSshAgent
{
    internal const string Kind = "an ssh agent for a build";
    internal const string Syntax = "default, or name, or name=/path/of/the/agent's/socket, or @{ name = 'path' }";

    private BuildSshAgent() { }

    /// <summary>What the Dockerfile calls it (<c>RUN --mount=type=ssh,id=…</c>); <c>default</c> where it does not say.</summary>
    public string Id { get; private init; } = "";

    /// <summary>The agent's socket or pipe, as it was given; <see langword="null"/> for the agent of this session.</summary>
    public string? Path { get; private init; }

    /// <summary>Reads docker's syntax.</summary>
    /// <param name="text">For example <c>default</c>.</param>
    /// <returns>The agent.</returns>
    /// <exception cref="FormatException">There is no name.</exception>
    public static BuildSshAgent Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var cut = text.IndexOf('=', StringComparison.Ordinal);
        return cut < 0 ? Make(text, null) : Make(text[..cut], text[(cut + 1)..]);
    }

    internal static IEnumerable<BuildSshAgent> FromProperties(PropertyBag properties)
    {
        if (!properties.Contains("Id")) return [.. properties.All().Select(pair => Make(pair.Key, pair.Value))];
        var agent = Make(properties.Text("id", "Id"), properties.Text("path", "Path"));
        properties.Complete(Kind);
        return [agent];
    }

    /// <summary>Writes docker's form.</summary>
    /// <returns>For example <c>default=/run/user/1000/keyring/ssh</c>.</returns>
    public override string ToString() => Path is null ? Id : $"{Id}={Path}";

    private static BuildSshAgent Make(string? id, string? path) => string.IsNullOrWhiteSpace(id)
        ? throw new FormatException($"This is not {Kind}: it has no name. Expected {Syntax}.")
        : new BuildSshAgent { Id = id, Path = string.IsNullOrEmpty(path) ? null : path };
}
