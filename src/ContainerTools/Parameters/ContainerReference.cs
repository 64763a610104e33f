using System.Management.Automation;

namespace ContainerTools;

/// <summary>
/// Names a container to act on: by text (an exact name, else a unique id prefix, else a wildcard pattern), or by an object
/// that came from an engine and goes back to that engine.
/// </summary>
public sealed class ContainerReference
{
    /// <summary>Names a container by text.</summary>
    /// <param name="text">A name, an id, a unique prefix of an id, or a wildcard pattern.</param>
    /// <exception cref="FormatException">The text is empty.</exception>
    public ContainerReference(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new FormatException("a container's name or id is empty");
        // docker prints names with a leading slash in inspect answers, and takes them so.
        Text = text.TrimStart('/');
    }

    /// <summary>Names the container that an object stands for.</summary>
    /// <param name="container">The container.</param>
    public ContainerReference(Container container)
    {
        ArgumentNullException.ThrowIfNull(container);
        (Text, Id, Name, Context, EngineHost, State) =
            (container.Name, container.Id, container.Name, container.Context, container.EngineHost, container.State);
    }

    internal ContainerReference(string text, string? id, string? name, string? context, string? engineHost, ContainerState? state) =>
        (Text, Id, Name, Context, EngineHost, State) = (text, id, name, context, engineHost, state);

    /// <summary>What the user wrote, or the object's name.</summary>
    public string Text { get; }

    /// <summary>The id, where an object brought it.</summary>
    public string? Id { get; }

    /// <summary>The name, where an object brought it.</summary>
    public string? Name { get; }

    /// <summary>The context of the object's engine.</summary>
    public string? Context { get; }

    /// <summary>The object's engine.</summary>
    public string? EngineHost { get; }

    /// <summary>What the container was doing when the object was made; <see langword="null"/> for text.</summary>
    public ContainerState? State { get; }

    /// <summary>Whether an object named it, so that its absence means that it has gone, not that it was mistyped.</summary>
    public bool IsObject => Id is not null;

    /// <summary>Whether the text is a pattern.</summary>
    public bool IsPattern => !IsObject && WildcardPattern.ContainsWildcardCharacters(Text);

    /// <inheritdoc />
    public override string ToString() => Text;
}
