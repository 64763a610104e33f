namespace ContainerTools;

/// <summary>
/// Names a container to act on: by text (an exact name, else a unique id prefix, else a wildcard pattern), or by an object
/// that came from an engine and goes back to that engine.
/// </summary>
public sealed class ContainerReference : EngineReference
{
    /// <summary>Names a container by text.</summary>
    /// <param name="text">A name, an id, a unique prefix of an id, or a wildcard pattern.</param>
    /// <exception cref="FormatException">The text is empty.</exception>
    public ContainerReference(string text) : base(Checked(text), null, null, null, null) { }

    /// <summary>Names the container that an object stands for.</summary>
    /// <param name="container">The container.</param>
    public ContainerReference(Container container) : base(Checked(container).Name, container.Id, container.Name, container.Context, container.EngineHost) =>
        (State, Source) = (container.State, container);

    internal ContainerReference(string text, string? id, string? name, string? context, string? engineHost, ContainerState? state)
        : base(text, id, name, context, engineHost) => State = state;

    /// <summary>What the container was doing when the object was made; <see langword="null"/> for text.</summary>
    public ContainerState? State { get; }

    /// <summary>The object itself, where it was one of ours.</summary>
    internal Container? Source { get; }

    private static string Checked(string text) =>
        string.IsNullOrWhiteSpace(text) ? throw new FormatException("A container's name or id is empty.")
        // docker prints names with a leading slash in inspect answers, and takes them so.
        : text.TrimStart('/');

    private static Container Checked(Container container)
    {
        ArgumentNullException.ThrowIfNull(container);
        return container;
    }
}
