using System.ComponentModel;

namespace ContainerTools;

/// <summary>What one kind of things takes on an engine's disk, as <c>docker system df</c> counts it.</summary>
[TypeConverter(typeof(HashtableConverter))]
public sealed class ContainerDiskUsage
{
    /// <summary>The kind.</summary>
    public ContainerResource Type { get; init; }

    /// <summary>How many there are.</summary>
    public int TotalCount { get; init; }

    /// <summary>How many are in use: containers that run or are paused, images of containers, volumes that containers mount, cache that a build is using.</summary>
    public int Active { get; init; }

    /// <summary>Bytes of all of them. A layer that several images share counts once.</summary>
    public long Size { get; init; }

    /// <summary>
    /// Bytes of those that are not in use. Of images those are counted that no other image shares, as docker 29 does: removing several
    /// that share layers can free more. Older clients of docker add what images in use share.
    /// </summary>
    public long Reclaimable { get; init; }

    /// <summary>The part of <see cref="Size"/> that can be reclaimed, in percent; <see langword="null"/> where there is nothing.</summary>
    public double? ReclaimablePercent => Size > 0 ? 100.0 * Reclaimable / Size : null;

    /// <summary>Each of them.</summary>
    public IReadOnlyList<ContainerDiskUsageItem> Items { get; init; } = [];

    /// <summary>The context that its engine was named by; <see langword="null"/> if none was.</summary>
    public string? Context { get; init; }

    /// <summary>The engine, as a URI.</summary>
    public string? EngineHost { get; init; }

    /// <inheritdoc />
    public override string ToString() => Type.ToString();
}
