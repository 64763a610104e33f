namespace ContainerTools;

/// <summary>A line that a process in a container wrote.</summary>
public sealed class ContainerOutputLine
{
    /// <summary>Where it was written to.</summary>
    public ContainerOutputStream Stream { get; init; } = ContainerOutputStream.StdOut;

    /// <summary>The line, without its end.</summary>
    public string Text { get; init; } = "";

    /// <summary>The container's name.</summary>
    public string? Container { get; init; }

    /// <summary>The container's id, 64 hexadecimal digits.</summary>
    public string? ContainerId { get; init; }

    /// <summary>The text.</summary>
    /// <returns><see cref="Text"/>, so that <c>Select-String</c> searches it.</returns>
    public override string ToString() => Text;
}
