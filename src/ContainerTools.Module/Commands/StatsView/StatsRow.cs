namespace ContainerTools.Commands;

/// <summary>What the live view knows of one container.</summary>
internal sealed class StatsRow
{
    /// <summary>How many samples back the history goes.</summary>
    private const int Longest = 120;

    private readonly Queue<double> cpu = new();
    private ContainerStats? previous;

    public StatsRow(ContainerStats first) => Latest = first;

    public ContainerStats Latest { get; private set; }

    /// <summary>When the last sample came, by this computer's clock.</summary>
    public DateTime Updated { get; private set; } = DateTime.UtcNow;

    /// <summary>The shares of processor time, the newest last.</summary>
    public IReadOnlyCollection<double> Cpu => cpu;

    /// <summary>Bytes a second; <see langword="null"/> until there are two samples.</summary>
    public double? Received => Rate(stats => stats.NetworkReceived);

    public double? Sent => Rate(stats => stats.NetworkSent);

    public double? Read => Rate(stats => stats.BlockRead);

    public double? Written => Rate(stats => stats.BlockWritten);

    public void Add(ContainerStats sample)
    {
        // Counters that went back are those of another run.
        previous = sample.CpuTime < Latest.CpuTime || ReferenceEquals(sample, Latest) ? null : Latest;
        (Latest, Updated) = (sample, DateTime.UtcNow);
        if (sample.CpuPercent is not { } share) return;
        cpu.Enqueue(share);
        if (cpu.Count > Longest) cpu.Dequeue();
    }

    /// <summary>What the rows are sorted by.</summary>
    public double Weight(ContainerStatsOrder order) => order switch
    {
        ContainerStatsOrder.Cpu => Latest.CpuPercent ?? -1,
        ContainerStatsOrder.Memory => Latest.MemoryUsage ?? -1,
        ContainerStatsOrder.Network => (Received ?? -1) + (Sent ?? 0),
        ContainerStatsOrder.Disk => (Read ?? -1) + (Written ?? 0),
        _ => 0,
    };

    private double? Rate(Func<ContainerStats, long?> counter) =>
        previous is not null && counter(Latest) is { } now && counter(previous) is { } before && (Latest.Timestamp - previous.Timestamp)?.TotalSeconds is > 0 and var seconds
            ? Math.Max(0, now - before) / seconds
            : null;
}
