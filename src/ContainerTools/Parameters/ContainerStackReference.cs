namespace ContainerTools;

/// <summary>
/// Names a stack: by text (an exact name, else a wildcard pattern), or by an object that came from an engine and goes back to that
/// engine.
/// </summary>
public sealed class ContainerStackReference : EngineReference
{
    /// <summary>Names a stack by text.</summary>
    /// <param name="text">A name or a wildcard pattern.</param>
    /// <exception cref="FormatException">The text is empty.</exception>
    public ContainerStackReference(string text) : base(Checked(text), null, null, null, null) { }

    /// <summary>Names the stack that an object stands for.</summary>
    /// <param name="stack">The stack.</param>
    public ContainerStackReference(ContainerStack stack) : base(Checked(stack).Name, stack.Name, stack.Name, stack.Context, stack.EngineHost) { }

    internal ContainerStackReference(string name, string? context, string? engineHost) : base(name, name, name, context, engineHost) { }

    private static string Checked(string text) => string.IsNullOrWhiteSpace(text) ? throw new FormatException("A stack's name is empty.") : text;

    private static ContainerStack Checked(ContainerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return stack;
    }
}
