namespace ContainerTools;

/// <summary>One run of a health check.</summary>
public sealed class ContainerHealthProbe
{
    /// <summary>When it began.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary>0 healthy, 1 unhealthy, 2 reserved.</summary>
    public int? ExitCode { get; init; }

    /// <summary>What it printed; the engine keeps the first 4096 bytes.</summary>
    public string Output { get; init; } = "";

    /// <inheritdoc />
    public override string ToString() => $"{ExitCode}: {Output.TrimEnd()}";
}
