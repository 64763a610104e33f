namespace ContainerTools;

/// <summary>Names an engine: by the name of a context, by its address, or by an object that came from it.</summary>
public sealed class ContainerEngineReference
{
    private const string SchemeEnd = "://";

    /// <summary>Names an engine by text.</summary>
    /// <param name="text">An address with its scheme, such as <c>tcp://host:2376</c>, or the name of a context.</param>
    /// <exception cref="FormatException">The text is empty.</exception>
    public ContainerEngineReference(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new FormatException("The name or address of an engine is empty.");
        if (text.Contains(SchemeEnd, StringComparison.Ordinal)) EngineHost = text;
        else Context = text;
    }

    internal ContainerEngineReference(string? context, string engineHost) => (Context, EngineHost, IsObject) = (context, engineHost, true);

    /// <summary>The context that names the engine; <see langword="null"/> where its address does.</summary>
    public string? Context { get; }

    /// <summary>The engine's address; <see langword="null"/> where only a context names it.</summary>
    public string? EngineHost { get; }

    /// <summary>Whether an object named it, and not its user.</summary>
    internal bool IsObject { get; }

    /// <inheritdoc />
    public override string ToString() => Context ?? EngineHost!;
}
