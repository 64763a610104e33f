namespace ContainerTools;

/// <summary>Whether an engine can be worked with.</summary>
public sealed class ContainerHostTest
{
    /// <summary>The context that the engine was named by; <see langword="null"/> if none was.</summary>
    public string? Context { get; init; }

    /// <summary>The engine's address.</summary>
    public required string EngineHost { get; init; }

    /// <summary>Where that address was named.</summary>
    public ContainerEndpointSource Source { get; init; }

    /// <summary>Whether the engine answers, and speaks an API version that this module speaks too.</summary>
    public bool Reachable { get; init; }

    /// <summary>How long the engine takes to answer a ping over a connection that is open; <see langword="null"/> if it does not answer.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>The API version that is spoken with the engine; <see langword="null"/> if none can be.</summary>
    public Version? ApiVersion { get; init; }

    /// <summary>The operating system of its containers, <c>linux</c> or <c>windows</c>.</summary>
    public string? OSType { get; init; }

    /// <summary>Why it cannot be worked with, and what to do; <see langword="null"/> if it can.</summary>
    public string? Error { get; init; }

    /// <summary>The id of that error, such as <c>EngineUnreachable</c>.</summary>
    public string? ErrorId { get; init; }

    /// <inheritdoc />
    public override string ToString() => Context ?? EngineHost;
}
