using System.Globalization;

namespace ContainerTools.ModuleTests.Containers;

public sealed class GetContainerLogTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    private const string Two = "echo out; echo err >&2; sleep 1000";

    /// <summary>Starts a container and waits until its log has so many lines.</summary>
    private string Logging(string suffix, string script, int lines, params string[] flags)
    {
        var name = containers.Start(suffix, script, flags);
        for (var i = 0; i < 200 && TestEngine.Docker("logs", name).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length < lines; i++) Thread.Sleep(20);
        return name;
    }

    [Fact]
    public void Lines_have_the_values_of_docker_logs()
    {
        var name = Logging("same", "for i in 1 2 3 4 5; do echo \"line $i ü\"; done; sleep 1000", 5);
        var entries = session.Run("Get-ContainerLog $name", ("name", name)).Good().Output;
        var docker = TestEngine.Docker("logs", "--timestamps", name).Split('\n').Select(l => l.Split(' ', 2)).ToList();
        Assert.Equal(docker.Select(d => d[1]), entries.Select(e => e.ToString()));
        // docker prints nanoseconds, of which .NET keeps seven digits.
        Assert.Equal(docker.Select(d => DateTimeOffset.Parse(d[0][..27] + "Z", CultureInfo.InvariantCulture)), entries.Select(e => (DateTimeOffset)e.Properties["Timestamp"].Value));
        Assert.All(entries, e => Assert.Equal(name, e.Properties["Container"].Value));
    }

    [Fact]
    public void Streams_are_told_apart_and_chosen()
    {
        var name = Logging("streams", Two, 1);
        Assert.Equal(["StdErr err", "StdOut out"], session.Run("Get-ContainerLog $name | ForEach-Object { \"$($_.Stream) $_\" }", ("name", name)).Good().Text.Order(StringComparer.Ordinal));
        Assert.Equal(["err"], session.Run("Get-ContainerLog $name -Stream StdErr", ("name", name)).Good().Text);
        Assert.Equal(["out"], session.Run("Get-ContainerLog $name -Stream StdOut", ("name", name)).Good().Text);
    }

    [Theory]
    [InlineData(16_383, false)]
    [InlineData(16_384, false)]
    [InlineData(16_385, false)]
    [InlineData(40_000, false)]
    [InlineData(16_383, true)]
    [InlineData(16_384, true)]
    [InlineData(16_385, true)]
    [InlineData(40_000, true)]
    public void Long_lines_are_whole(int length, bool tty)
    {
        var name = containers.Start($"long{length}{tty}", $"head -c {length} /dev/zero | tr '\\0' x; echo; echo next; exit 0", tty ? ["--tty"] : []);
        TestEngine.Docker("wait", name);
        Assert.Equal([new string('x', length), "next"], session.Run("Get-ContainerLog $name", ("name", name)).Good().Text);
    }

    [Fact]
    public void Tail_since_and_until_choose_lines()
    {
        var name = Logging("range", "echo one; sleep 0.3; echo two; sleep 0.3; echo three; sleep 1000", 3);
        Assert.Equal(["two", "three"], session.Run("Get-ContainerLog $name -Tail 2", ("name", name)).Good().Text);
        Assert.Empty(session.Run("Get-ContainerLog $name -Tail 0", ("name", name)).Good().Text);
        Assert.Equal(["two", "three"], session.Run("$l = Get-ContainerLog $name; Get-ContainerLog $name -Since $l[1].Timestamp", ("name", name)).Good().Text);
        Assert.Equal(["one"], session.Run("$l = Get-ContainerLog $name; Get-ContainerLog $name -Until $l[1].Timestamp.AddMilliseconds(-1)", ("name", name)).Good().Text);
        Assert.Equal(3, session.Run("Get-ContainerLog $name -Since 10m", ("name", name)).Good().Text.Count);
        Assert.Equal(3, session.Run("Get-ContainerLog $name -Since 600s", ("name", name)).Good().Text.Count);
        Assert.Equal(3, session.Run("Get-ContainerLog $name -Since ([timespan]::FromMinutes(5))", ("name", name)).Good().Text.Count);
        Assert.Equal(3, session.Run("Get-ContainerLog $name -Since ([datetime]::Now.AddMinutes(-5))", ("name", name)).Good().Text.Count);
        Assert.Empty(session.Run("Get-ContainerLog $name -Until 10m", ("name", name)).Good().Text);
    }

    [Fact]
    public void Many_containers_come_in_the_order_of_the_input()
    {
        var names = Enumerable.Range(0, 5).Select(i => Logging($"order{i}", $"echo {i}; sleep 1000", 1)).Reverse().ToArray();
        Assert.Equal(["4", "3", "2", "1", "0"], session.Run("$names | Get-ContainerLog", ("names", names)).Good().Text);
        Assert.Equal(["4", "3", "2", "1", "0"], session.Run("Get-ContainerLog $names -Tail 1", ("names", names)).Good().Text);
    }

    [Fact]
    public void Following_gives_lines_of_all_containers_as_they_come_and_ends_with_them()
    {
        var first = containers.Start("follow1", "echo a; while [ ! -e /go ]; do sleep 0.05; done; echo b");
        var second = containers.Start("follow2", "echo c; while [ ! -e /go ]; do sleep 0.05; done; echo d");
        using var running = session.Start("Get-Container $names | Get-ContainerLog -Follow", ("names", new[] { first, second }));
        running.WaitForOutput(2);
        TestEngine.Docker("exec", first, "touch", "/go");
        running.WaitForOutput(3);
        Assert.Equal("b", running.Output[2].ToString());
        TestEngine.Docker("exec", second, "touch", "/go");
        Assert.Equal(["a", "b", "c", "d"], running.Finish().Good().Text.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Stopping_a_followed_log_is_at_once()
    {
        var name = Logging("stop", Two, 1);
        session.StopsAtOnce("Get-ContainerLog $name -Follow", 2, ("name", name));
    }

    [Fact]
    public void Leaving_the_pipeline_early_ends_the_request_and_not_the_script()
    {
        var name = Logging("break", "echo 1; echo 2; sleep 1000", 2);
        var outcome = session.Run("foreach ($once in 1) { Get-ContainerLog $name -Follow | ForEach-Object { $_; break } }; 'after'", ("name", name)).Good();
        Assert.Equal(["1", "after"], outcome.Text);
    }

    [Fact]
    public void A_container_that_is_not_there_is_one_error_and_stops_nothing()
    {
        var name = Logging("beside", "echo here; sleep 1000", 1);
        var outcome = session.Run("Get-ContainerLog $none, $name", ("none", containers.Name("absent")), ("name", name));
        Assert.Equal(["here"], outcome.Text);
        Assert.Equal(["ContainerNotFound"], outcome.ErrorIds);
        var stopped = session.Run("Get-ContainerLog $none, $name -ErrorAction Stop; 'never'", ("none", containers.Name("absent")), ("name", name));
        Assert.StartsWith("ContainerNotFound,", stopped.FailureRecord?.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(stopped.Text);
    }

    [Fact]
    public void A_driver_without_a_log_is_said_so()
    {
        var name = containers.Start("none", "echo x; sleep 1000", "--log-driver", "none");
        Assert.Equal(["LogDriverUnsupported"], session.Run("Get-ContainerLog $name", ("name", name)).ErrorIds);
    }

    [Fact]
    public void Details_name_what_the_driver_was_told_to_add()
    {
        var name = Logging("details", "echo x y; sleep 1000", 1, "--label", "tier=a b", "--log-opt", "labels=tier");
        var entry = Assert.Single(session.Run("Get-ContainerLog $name -Details", ("name", name)).Good().Output);
        Assert.Equal("x y", entry.ToString());
        Assert.Equal("a b", ((IReadOnlyDictionary<string, string>)entry.Properties["Details"].Value)["tier"]);
    }

    [Fact]
    public void An_image_has_no_log()
    {
        var outcome = session.Run("Get-ContainerImage $image | Get-ContainerLog", ("image", TestEngine.Image));
        Assert.Empty(outcome.Output);
        Assert.Single(outcome.Errors);
    }
}
