using System.ComponentModel;

namespace ContainerTools;

/// <summary>A line of a log of a service.</summary>
[TypeConverter(typeof(HashtableConverter))]
public sealed class ContainerServiceLogEntry
{
    /// <summary>When its node's engine received the line's first bytes.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>Where it was written to.</summary>
    public ContainerOutputStream Stream { get; init; }

    /// <summary>The line, without its end.</summary>
    public string Message { get; init; } = "";

    /// <summary>The service's name.</summary>
    public string? Service { get; init; }

    /// <summary>The service's id.</summary>
    public string? ServiceId { get; init; }

    /// <summary>The task's name.</summary>
    public string? Task { get; init; }

    /// <summary>The task's id.</summary>
    public string? TaskId { get; init; }

    /// <summary>The node's name.</summary>
    public string? Node { get; init; }

    /// <summary>The node's id.</summary>
    public string? NodeId { get; init; }

    /// <summary>What the log driver's options add to each line, with <c>-Details</c>.</summary>
    public IReadOnlyDictionary<string, string>? Details { get; init; }

    /// <summary>The context that the engine which was asked was named by; <see langword="null"/> if none was.</summary>
    public string? Context { get; init; }

    /// <summary>The engine that was asked, as a URI: objects go back to it.</summary>
    public string? EngineHost { get; init; }

    /// <inheritdoc />
    public override string ToString() => Message;
}
