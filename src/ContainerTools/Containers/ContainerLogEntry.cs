using System.ComponentModel;

namespace ContainerTools;

/// <summary>A line of a container's log.</summary>
[TypeConverter(typeof(HashtableConverter))]
public sealed class ContainerLogEntry
{
    /// <summary>When the engine received the line's first bytes, to 100 ns (the engine notes nanoseconds).</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>Where it was written to; always <see cref="ContainerOutputStream.StdOut"/> for a container with a terminal.</summary>
    public ContainerOutputStream Stream { get; init; } = ContainerOutputStream.StdOut;

    /// <summary>The line, without its end.</summary>
    public string Message { get; init; } = "";

    /// <summary>The container's name.</summary>
    public string? Container { get; init; }

    /// <summary>The container's id, 64 hexadecimal digits.</summary>
    public string? ContainerId { get; init; }

    /// <summary>What the log driver's options add to each line, with <c>-Details</c>.</summary>
    public IReadOnlyDictionary<string, string>? Details { get; init; }

    /// <summary>The context that the container's engine was named by, if any.</summary>
    public string? Context { get; init; }

    /// <summary>The engine that the container is on.</summary>
    public string? EngineHost { get; init; }

    /// <summary>The text.</summary>
    /// <returns><see cref="Message"/>, so that <c>Select-String</c> searches it.</returns>
    public override string ToString() => Message;
}
