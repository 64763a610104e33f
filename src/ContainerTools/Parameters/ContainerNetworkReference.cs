namespace ContainerTools;

/// <summary>
/// Names a network: by text (an exact name, else a unique id prefix, else a wildcard pattern), or by an object that came from an
/// engine and goes back to that engine.
/// </summary>
public sealed class ContainerNetworkReference : EngineReference
{
    /// <summary>Names a network by text.</summary>
    /// <param name="text">A name, an id, a unique prefix of an id, or a wildcard pattern.</param>
    /// <exception cref="FormatException">The text is empty.</exception>
    public ContainerNetworkReference(string text) : base(Checked(text), null, null, null, null) { }

    /// <summary>Names the network that an object stands for.</summary>
    /// <param name="network">The network.</param>
    public ContainerNetworkReference(ContainerNetwork network) : base(Checked(network).Name, network.Id, network.Name, network.Context, network.EngineHost) { }

    internal ContainerNetworkReference(string text, string? id, string? name, string? context, string? engineHost) : base(text, id, name, context, engineHost) { }

    private static string Checked(string text) => string.IsNullOrWhiteSpace(text) ? throw new FormatException("A network's name or id is empty.") : text;

    private static ContainerNetwork Checked(ContainerNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network;
    }
}
