using System.Management.Automation;
using System.Text.Json;
using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.UnitTests.Engine.Mapping;

/// <summary>
/// Samples that begin with cgroup1 and not-running were recorded from engines of the version in their name. The others were
/// written after the API's description, with numbers that give round figures.
/// </summary>
public sealed class StatsMappingTests
{
    private static readonly EngineEndpoint Engine = new() { Host = new Uri("unix:///run/engine.sock"), Context = "work", Source = ContainerEndpointSource.Parameter };

    private static JsonElement Sample(string name)
    {
        using var stream = typeof(StatsMappingTests).Assembly.GetManifestResourceStream($"Samples/{name}.json")!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }

    private static ContainerStats Map(string reading, string? previous = null, bool windows = false) =>
        StatsMapping.From(Sample(reading), previous is null ? null : Sample(previous), "web", "4f5c", Engine, windows);

    [Fact]
    public void Cgroup_1_with_both_readings_in_one_answer()
    {
        var stats = Map("cgroup1-20.10");
        Assert.True(StatsMapping.HasPrevious(Sample("cgroup1-20.10")));
        Assert.Equal((473444034 - 338529987) / (3282350000000.0 - 3280310000000.0) * 2 * 100, stats.CpuPercent!.Value, 9);
        Assert.Equal(TimeSpan.FromTicks(10340340), stats.Period);
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 3, 50, 14, TimeSpan.Zero).AddTicks(4276681), stats.Timestamp);
        Assert.Equal(TimeSpan.FromTicks(4734440), stats.CpuTime);
        Assert.Equal(2, stats.OnlineCpus);
        Assert.Equal(2813952 - 413696, stats.MemoryUsage);
        Assert.Equal(64 << 20, stats.MemoryLimit);
        Assert.Equal((2813952 - 413696) / (double)(64 << 20) * 100, stats.MemoryPercent!.Value, 9);
        Assert.Equal((736L, 0L), (stats.NetworkReceived, stats.NetworkSent));
        Assert.Equal((0L, 0L), (stats.BlockRead, stats.BlockWritten));
        Assert.Equal((2L, 50L), (stats.Pids, stats.PidsLimit));
        Assert.Equal(("web", "4f5c", "work", "unix:///run/engine.sock"), (stats.Name, stats.ContainerId, stats.Context, stats.EngineHost));
    }

    [Fact]
    public void Cgroup_1_with_two_single_readings()
    {
        var stats = Map("cgroup1-28.5-one-shot-later", "cgroup1-28.5-one-shot");
        Assert.Equal((112773787450 - 112748452495) / (5915320000000.0 - 5913600000000.0) * 2 * 100, stats.CpuPercent!.Value, 9);
        Assert.Equal(TimeSpan.FromTicks(8629441), stats.Period);
    }

    [Theory]
    [InlineData("cgroup1-20.10-one-shot")]
    [InlineData("cgroup1-28.5-one-shot")]
    public void A_single_reading_does_not_tell_processor_use(string name)
    {
        Assert.False(StatsMapping.HasPrevious(Sample(name)));
        var stats = Map(name);
        Assert.Null(stats.CpuPercent);
        Assert.Null(stats.Period);
        Assert.NotNull(stats.CpuTime);
        Assert.NotNull(stats.MemoryPercent);
    }

    [Fact]
    public void Counters_that_went_back_are_of_a_container_that_was_started_again() =>
        Assert.Null(Map("cgroup1-28.5-one-shot", "cgroup1-28.5-one-shot-later").CpuPercent);

    [Fact]
    public void Cgroup_2()
    {
        var stats = Map("cgroup2");
        Assert.Equal(20, stats.CpuPercent!.Value, 9);
        Assert.Equal(4, stats.OnlineCpus);
        Assert.Equal((70L << 20, 200L << 20, 35.0), (stats.MemoryUsage, stats.MemoryLimit, stats.MemoryPercent));
        Assert.Equal((16320L, 8084L), (stats.NetworkReceived, stats.NetworkSent));
        Assert.Equal((8643584L, 41472L), (stats.BlockRead, stats.BlockWritten));
        Assert.Equal(9, stats.Pids);
        Assert.Null(stats.PidsLimit);
    }

    [Fact]
    public void Windows()
    {
        var stats = Map("windows", windows: true);
        Assert.Equal(10, stats.CpuPercent!.Value, 9);
        Assert.Equal(TimeSpan.FromSeconds(6.25), stats.CpuTime);
        Assert.Equal(68 << 20, stats.MemoryUsage);
        Assert.Equal((16L << 20, 3L << 20), (stats.BlockRead, stats.BlockWritten));
        Assert.Equal((204800L, 102400L), (stats.NetworkReceived, stats.NetworkSent));
        Assert.Null(stats.MemoryLimit);
        Assert.Null(stats.MemoryPercent);
        Assert.Null(stats.Pids);
    }

    [Fact]
    public void What_a_sample_says_of_its_system_counts_more_than_what_the_engine_says() => Assert.Equal(20, Map("cgroup2", windows: true).CpuPercent!.Value, 9);

    [Fact]
    public void What_does_not_run_is_answered_with_the_year_1_and_nothing_is_known()
    {
        Assert.False(StatsMapping.IsRunning(default));
        Assert.False(StatsMapping.IsRunning(Sample("not-running-20.10")));
        Assert.True(StatsMapping.IsRunning(Sample("cgroup1-20.10")));
        var stats = Map("not-running-20.10");
        Assert.Equal(
            new object?[] { null, null, null, null, null, null, null, null, null, null, null, null },
            [stats.Timestamp, stats.Period, stats.CpuPercent, stats.OnlineCpus, stats.MemoryUsage, stats.MemoryLimit, stats.MemoryPercent,
                stats.NetworkReceived, stats.NetworkSent, stats.BlockRead, stats.Pids, stats.PidsLimit]);
    }

    [Fact]
    public void All_counters_can_be_reached()
    {
        var raw = Map("cgroup2").Raw;
        foreach (var name in new[] { "memory_stats", "stats" }) raw = Assert.IsType<PSObject>(raw!.Properties[name].Value);
        Assert.Equal(31457280L, raw!.Properties["inactive_file"].Value);
    }
}
