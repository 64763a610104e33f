namespace ContainerTools;

/// <summary>How far the last update of a service, or its rollback, has come.</summary>
public sealed class ContainerServiceUpdate
{
    /// <summary><c>updating</c>, <c>paused</c>, <c>completed</c>, <c>rollback_started</c>, <c>rollback_paused</c> or <c>rollback_completed</c>.</summary>
    public string State { get; init; } = "";

    /// <summary>When it began.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Completed { get; init; }

    /// <summary>What the managers say of it.</summary>
    public string? Message { get; init; }

    /// <inheritdoc />
    public override string ToString() => State;
}
