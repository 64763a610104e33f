namespace ContainerTools;

/// <summary>
/// Names a config of a swarm: by text (an exact name, else a unique id prefix, else a wildcard pattern), or by an object that came
/// from an engine and goes back to that engine.
/// </summary>
public sealed class ContainerConfigReference : EngineReference
{
    /// <summary>Names a config by text.</summary>
    /// <param name="text">A name, an id, a unique prefix of an id, or a wildcard pattern.</param>
    /// <exception cref="FormatException">The text is empty.</exception>
    public ContainerConfigReference(string text) : base(Checked(text), null, null, null, null) { }

    /// <summary>Names the config that an object stands for.</summary>
    /// <param name="config">The config.</param>
    public ContainerConfigReference(ContainerConfig config) : base(Checked(config).Name, config.Id, config.Name, config.Context, config.EngineHost) { }

    internal ContainerConfigReference(string text, string? id, string? name, string? context, string? engineHost) : base(text, id, name, context, engineHost) { }

    private static string Checked(string text) => string.IsNullOrWhiteSpace(text) ? throw new FormatException("A config's name or id is empty.") : text;

    private static ContainerConfig Checked(ContainerConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return config;
    }
}
