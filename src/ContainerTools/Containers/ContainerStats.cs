using System.Management.Automation;
using System.Text.Json;

namespace ContainerTools;

/// <summary>
/// What a container used of its host, measured once. Sizes are bytes, percentages are not rounded, and what the engine does not
/// tell is <see langword="null"/>. The figures are those of <c>docker stats</c>, by the same formulas
/// (<c>cli/command/container/stats_helpers.go</c> in docker/cli).
/// </summary>
public sealed class ContainerStats
{
    private PSObject? raw;

    /// <summary>The container's name.</summary>
    public required string Name { get; init; }

    /// <summary>The container's id, 64 hexadecimal digits.</summary>
    public required string ContainerId { get; init; }

    /// <summary>When the engine read the counters.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The time that <see cref="CpuPercent"/> was measured over: since the reading before.</summary>
    public TimeSpan? Period { get; init; }

    /// <summary>
    /// Processor time used during <see cref="Period"/>, in percent of one processor: four busy processors are 400. On Linux the
    /// container's share of all processor time that passed, times <see cref="OnlineCpus"/>; on Windows its share of the 100 ns
    /// intervals of all processors. <see langword="null"/> where there is no reading before.
    /// </summary>
    public double? CpuPercent { get; init; }

    /// <summary>How many processors the host has in use.</summary>
    public int? OnlineCpus { get; init; }

    /// <summary>Processor time used since the container was started.</summary>
    public TimeSpan? CpuTime { get; init; }

    /// <summary>
    /// Bytes of memory in use. On Linux without the page cache that can be dropped: usage less <c>total_inactive_file</c>
    /// (cgroup 1) or <c>inactive_file</c> (cgroup 2). On Windows the private working set.
    /// </summary>
    public long? MemoryUsage { get; init; }

    /// <summary>Bytes of memory that it may use: its limit, or the host's memory. <see langword="null"/> on Windows.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary><see cref="MemoryUsage"/> in percent of <see cref="MemoryLimit"/>.</summary>
    public double? MemoryPercent { get; init; }

    /// <summary>Bytes received over all its networks since it was started; <see langword="null"/> without a network of its own.</summary>
    public long? NetworkReceived { get; init; }

    /// <summary>Bytes sent over all its networks since it was started; <see langword="null"/> without a network of its own.</summary>
    public long? NetworkSent { get; init; }

    /// <summary>Bytes read from block devices since it was started.</summary>
    public long? BlockRead { get; init; }

    /// <summary>Bytes written to block devices since it was started.</summary>
    public long? BlockWritten { get; init; }

    /// <summary>How many processes and threads it has. <see langword="null"/> on Windows.</summary>
    public long? Pids { get; init; }

    /// <summary>How many it may have; <see langword="null"/> without a limit.</summary>
    public long? PidsLimit { get; init; }

    /// <summary>The context that the container's engine was named by, if any.</summary>
    public string? Context { get; init; }

    /// <summary>The engine that the container is on.</summary>
    public string? EngineHost { get; init; }

    /// <summary>The engine's answer, untouched, with all its counters, as an object to walk through.</summary>
    public PSObject? Raw => raw ??= RawJson is { } json ? JsonConversion.ToPSObject(json) : null;

    internal JsonElement? RawJson { get; init; }

    /// <inheritdoc />
    public override string ToString() => Name;
}
