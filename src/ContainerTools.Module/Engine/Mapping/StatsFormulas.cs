namespace ContainerTools.Engine.Mapping;

/// <summary>
/// What <c>docker stats</c> makes of the engine's counters. The formulas are those of docker/cli,
/// <c>cli/command/container/stats_helpers.go</c>; each method names the function there.
/// </summary>
internal static class StatsFormulas
{
    /// <summary>
    /// Linux: the container's share of the processor time that passed on the whole host, in percent of one processor
    /// (<c>calculateCPUPercentUnix</c>).
    /// </summary>
    /// <param name="total">Processor time of the container, in ns.</param>
    /// <param name="previousTotal">The same, one reading before.</param>
    /// <param name="system">Processor time of the host, idle time included, in ns.</param>
    /// <param name="previousSystem">The same, one reading before.</param>
    /// <param name="processors">How many processors are online.</param>
    public static double CpuPercent(long total, long previousTotal, long system, long previousSystem, int processors)
    {
        var (used, passed) = ((double)total - previousTotal, (double)system - previousSystem);
        return used > 0 && passed > 0 ? used / passed * processors * 100 : 0;
    }

    /// <summary>
    /// Windows: the intervals of 100 ns that the container used, of those that all processors had
    /// (<c>calculateCPUPercentWindows</c>).
    /// </summary>
    /// <param name="total">Processor time of the container, in units of 100 ns.</param>
    /// <param name="previousTotal">The same, one reading before.</param>
    /// <param name="passed">Time between the readings.</param>
    /// <param name="processors">How many processors the container may use.</param>
    public static double WindowsCpuPercent(long total, long previousTotal, TimeSpan passed, int processors)
    {
        var possible = passed.Ticks * processors; // a tick is 100 ns
        return possible > 0 ? (double)(total - previousTotal) / possible * 100 : 0;
    }

    /// <summary>
    /// Linux: memory in use without the part of the page cache that is inactive (<c>calculateMemUsageUnixNoCache</c>).
    /// </summary>
    /// <param name="usage">All memory that is charged to the container.</param>
    /// <param name="totalInactiveFile">cgroup 1's counter; there is none in cgroup 2.</param>
    /// <param name="inactiveFile">cgroup 2's counter. cgroup 1 has one of this name too, without children.</param>
    public static long MemoryUsage(long usage, long? totalInactiveFile, long? inactiveFile) =>
        totalInactiveFile < usage ? usage - totalInactiveFile.Value
        : inactiveFile < usage ? usage - inactiveFile.Value
        : usage;

    /// <summary>
    /// Memory in use in percent of the limit (<c>calculateMemPercentUnixNoCache</c>); unknown where docker prints 0 because there
    /// is no limit.
    /// </summary>
    public static double? MemoryPercent(long? used, long? limit) => used is { } part && limit is > 0 and var whole ? (double)part / whole * 100 : null;

    /// <summary>
    /// Bytes read from and written to block devices: entries count by the first letter of what was done, and what is neither a
    /// read nor a write, such as a discard, or a sum of others, does not (<c>calculateBlockIO</c>).
    /// </summary>
    public static (long Read, long Written) BlockIO(IEnumerable<(string Operation, long Bytes)> entries)
    {
        var (read, written) = (0L, 0L);
        foreach (var (operation, bytes) in entries)
        {
            if (operation.StartsWith('r') || operation.StartsWith('R')) read += bytes;
            else if (operation.StartsWith('w') || operation.StartsWith('W')) written += bytes;
        }
        return (read, written);
    }
}
