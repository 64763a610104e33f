using ContainerTools.Engine.Mapping;

namespace ContainerTools.UnitTests.Engine.Mapping;

public sealed class StatsFormulasTests
{
    [Theory]
    [InlineData(50_000_000, 1_000_000_000, 4, 20)]
    [InlineData(4_000_000_000, 4_000_000_000, 4, 400)]
    [InlineData(1_000_000_000, 64_000_000_000, 64, 100)]
    [InlineData(0, 1_000_000_000, 4, 0)]
    [InlineData(50_000_000, 0, 4, 0)]
    [InlineData(50_000_000, -10_000_000, 4, 0)]
    [InlineData(-50_000_000, 1_000_000_000, 4, 0)]
    public void Processor_time_is_a_share_of_the_hosts_in_percent_of_one_processor(long used, long passed, int processors, double percent) =>
        Assert.Equal(percent, StatsFormulas.CpuPercent(7_000_000_000 + used, 7_000_000_000, 9_000_000_000 + passed, 9_000_000_000, processors), 9);

    [Theory]
    [InlineData(4_000_000, 1, 4, 10)]
    [InlineData(10_000_000, 1, 1, 100)]
    [InlineData(10_000_000, 2, 2, 25)]
    [InlineData(4_000_000, 0, 4, 0)]
    [InlineData(4_000_000, 1, 0, 0)]
    public void On_Windows_it_is_a_share_of_the_intervals_of_100_ns(long used, int seconds, int processors, double percent) =>
        Assert.Equal(percent, StatsFormulas.WindowsCpuPercent(1_000_000 + used, 1_000_000, TimeSpan.FromSeconds(seconds), processors), 9);

    [Theory]
    [InlineData(100, 30L, 10L, 70)] // cgroup 1 has both, and counts its children in the first
    [InlineData(100, null, 30L, 70)] // cgroup 2
    [InlineData(100, 0L, 30L, 100)]
    [InlineData(100, null, null, 100)]
    [InlineData(100, 100L, 30L, 70)] // a counter that is read later than the usage may be larger
    [InlineData(100, 120L, 120L, 100)]
    [InlineData(100, null, 100L, 100)]
    [InlineData(0, 0L, 0L, 0)]
    public void Memory_is_counted_without_the_inactive_page_cache(long usage, long? totalInactiveFile, long? inactiveFile, long used) =>
        Assert.Equal(used, StatsFormulas.MemoryUsage(usage, totalInactiveFile, inactiveFile));

    [Theory]
    [InlineData(70L << 20, 200L << 20, 35.0)]
    [InlineData(0L, 200L, 0.0)]
    [InlineData(70L, 0L, null)]
    [InlineData(70L, null, null)]
    [InlineData(null, 200L, null)]
    public void Memory_is_a_share_of_its_limit_if_it_has_one(long? used, long? limit, double? percent) =>
        Assert.Equal(percent, StatsFormulas.MemoryPercent(used, limit));

    [Fact]
    public void Reads_and_writes_are_told_by_their_first_letter() => Assert.Equal(
        (11L, 220L),
        StatsFormulas.BlockIO([("Read", 10), ("read", 1), ("Write", 200), ("write", 20), ("Sync", 4000), ("Async", 5000), ("Discard", 6000), ("Total", 7000), ("", 8000)]));
}
