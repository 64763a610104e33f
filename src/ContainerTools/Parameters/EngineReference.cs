using System.Management.Automation;

namespace ContainerTools;

/// <summary>
/// Names something on an engine: by text, or by an object that came from an engine and goes back to that engine.
/// </summary>
public abstract class EngineReference
{
    private protected EngineReference(string text, string? id, string? name, string? context, string? engineHost) =>
        (Text, Id, Name, Context, EngineHost) = (text, id, name, context, engineHost);

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

    /// <summary>Whether an object named it, so that its absence means that it has gone, not that it was mistyped.</summary>
    public bool IsObject => Id is not null;

    /// <summary>Whether the text is a pattern.</summary>
    public bool IsPattern => !IsObject && WildcardPattern.ContainsWildcardCharacters(Text);

    /// <summary>Whether it is a name or an id that a person wrote: where that is not there, it was mistyped.</summary>
    internal bool IsLiteral => !IsObject && !IsPattern;

    /// <inheritdoc />
    public override string ToString() => Text;
}
