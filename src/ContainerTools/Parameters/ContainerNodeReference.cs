namespace ContainerTools;

/// <summary>
/// Names a node of a swarm: by text (an exact name, else a unique id prefix, else a wildcard pattern), or by an object that came
/// from an engine and goes back to that engine.
/// </summary>
public sealed class ContainerNodeReference : EngineReference
{
    /// <summary>Names a node by text.</summary>
    /// <param name="text">A name, an id, a unique prefix of an id, or a wildcard pattern.</param>
    /// <exception cref="FormatException">The text is empty.</exception>
    public ContainerNodeReference(string text) : base(Checked(text), null, null, null, null) { }

    /// <summary>Names the node that an object stands for.</summary>
    /// <param name="node">The node.</param>
    public ContainerNodeReference(ContainerNode node) : base(Checked(node).Name, node.Id, node.Name, node.Context, node.EngineHost) { }

    internal ContainerNodeReference(string text, string? id, string? name, string? context, string? engineHost) : base(text, id, name, context, engineHost) { }

    private static string Checked(string text) => string.IsNullOrWhiteSpace(text) ? throw new FormatException("A node's name or id is empty.") : text;

    private static ContainerNode Checked(ContainerNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node;
    }
}
