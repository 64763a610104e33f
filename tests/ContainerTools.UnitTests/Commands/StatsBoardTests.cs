using System.Text.RegularExpressions;
using ContainerTools.Commands;
using ContainerTools.Engine.Terminals;

namespace ContainerTools.UnitTests.Commands;

public sealed class StatsBoardTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    [Theory]
    [InlineData("c", "busy thrifty idle")]
    [InlineData("cr", "idle thrifty busy")]
    [InlineData("m", "idle busy thrifty")]
    [InlineData("n", "thrifty busy idle")]
    [InlineData("d", "idle thrifty busy")]
    [InlineData("a", "busy idle thrifty")]
    [InlineData("ar", "thrifty idle busy")]
    [InlineData("xyz", "busy thrifty idle")]
    public void Keys_sort_it(string keys, string names)
    {
        var board = Filled();
        foreach (var key in keys) board.Press((byte)key);
        Assert.Equal(names, string.Join(' ', board.Rows().Select(row => row.Latest.Name)));
        Assert.False(board.Ended);
    }

    [Theory]
    [InlineData('q')]
    [InlineData('Q')]
    [InlineData('\u0003')]
    public void Keys_end_it(char key)
    {
        var board = Filled();
        board.Press((byte)key);
        Assert.True(board.Ended);
    }

    [Fact]
    public void Rates_are_bytes_a_second_between_two_samples()
    {
        var row = Filled().Rows().Single(row => row.Latest.Name == "thrifty");
        Assert.Equal((2000.0, 1000.0), (row.Received, row.Sent));
        var idle = Filled().Rows().Single(row => row.Latest.Name == "idle");
        Assert.Equal((10.0, null), (idle.Read, idle.Written));
    }

    [Fact]
    public void What_no_sample_comes_of_any_more_is_not_shown()
    {
        var board = new StatsBoard(ContainerStatsOrder.Cpu, TimeSpan.Zero);
        board.Add(Sample("gone", 0, 1, 1));
        Thread.Sleep(30);
        Assert.Empty(board.Rows());
    }

    [Theory]
    [InlineData(new[] { 0.0, 50, 100 }, 3, "▁▅█")]
    [InlineData(new[] { 100.0, 100, 0.5 }, 2, "█▁")]
    [InlineData(new[] { 0.1, 0.1 }, 4, "  ▂▂")]
    [InlineData(new double[0], 3, "   ")]
    public void The_history_is_bars_of_the_newest_values(double[] values, int width, string bars) => Assert.Equal(bars, StatsScreen.History(values, width));

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(200)]
    public void A_picture_fits_the_window(int columns)
    {
        var board = Filled();
        for (var i = 0; i < 30; i++) board.Add(Sample("a-container-with-a-long-name-" + i, 0, 100, 1023 * 1024 * 1024));
        board.Tell("the engine is \u001b[31mlost");
        var picture = StatsScreen.Draw(board, new TerminalSize(columns, 20), colours: true);
        var lines = Regex.Replace(picture, "\u001b\\[[0-9;]*[A-Za-z]", "").Split("\r\n");
        Assert.InRange(lines.Length, 18, 20);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, columns));
        Assert.StartsWith("33 running containers by CPU ▼", lines[0], StringComparison.Ordinal);
        Assert.Contains("Name", lines[1], StringComparison.Ordinal);
        Assert.Contains("1023MiB", picture, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[31mlost", picture, StringComparison.Ordinal);
    }

    private static StatsBoard Filled()
    {
        var board = new StatsBoard(ContainerStatsOrder.Cpu, TimeSpan.FromMinutes(5));
        for (var second = 0; second < 2; second++)
        {
            board.Add(Sample("idle", second, 0.1, 900, read: second * 10));
            board.Add(Sample("busy", second, 99, 500, received: second * 10, sent: second, read: 0, written: 0));
            board.Add(Sample("thrifty", second, 2, 100, received: second * 2000, sent: second * 1000, read: second, written: second));
        }
        return board;
    }

    private static ContainerStats Sample(string name, int second, double cpu, long memory, long? received = null, long? sent = null, long? read = null, long? written = null) => new()
    {
        Name = name,
        ContainerId = name,
        EngineHost = "unix:///x",
        Timestamp = Start.AddSeconds(second),
        CpuTime = TimeSpan.FromSeconds(second),
        CpuPercent = cpu,
        OnlineCpus = 2,
        MemoryUsage = memory,
        MemoryPercent = 95,
        NetworkReceived = received,
        NetworkSent = sent,
        BlockRead = read,
        BlockWritten = written,
        Pids = 3,
    };
}
