using System.Globalization;

namespace ContainerTools.ModuleTests.Containers;

public sealed class GetContainerStatsTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    private const string Busy = "while true; do :; done";

    private static T Value<T>(PSObject stats, string property) => Assert.IsType<T>(stats.Properties[property].Value);

    [Fact]
    public void Its_values_are_those_of_docker_stats()
    {
        // A tenth of a processor, and memory that does not move: the shell has a variable of 4 MB.
        var name = containers.Start("values", "x=$(head -c 4000000 /dev/zero | tr '\\0' x); echo ready; " + Busy, "--cpus", "0.1", "--memory", "64m", "--pids-limit", "50");
        for (var i = 0; i < 500 && TestEngine.Docker("logs", name).Length == 0; i++) Thread.Sleep(20);
        var stats = Assert.Single(session.Run("Get-ContainerStats $name", ("name", name)).Good().Output);
        var docker = TestEngine.Docker("stats", "--no-stream", "--format", "{{.Name}}|{{.ID}}|{{.CPUPerc}}|{{.MemUsage}}|{{.MemPerc}}|{{.NetIO}}|{{.PIDs}}", name).Split('|');
        Assert.Equal(docker[0], stats.ToString());
        Assert.StartsWith(docker[1], Value<string>(stats, "ContainerId"), StringComparison.Ordinal);
        // The limit is one for 100 ms at a time, and a loaded machine may give less of it.
        Assert.InRange(Value<double>(stats, "CpuPercent"), 0.5, 16);
        Assert.InRange(double.Parse(docker[2].TrimEnd('%'), CultureInfo.InvariantCulture), 0.5, 16);
        var used = Value<long>(stats, "MemoryUsage");
        var usage = docker[3].Split(" / ");
        Assert.InRange(used / 1048576.0, Mebibytes(usage[0]) - 1, Mebibytes(usage[0]) + 1);
        Assert.Equal(64, Mebibytes(usage[1]));
        Assert.Equal(64 << 20, Value<long>(stats, "MemoryLimit"));
        Assert.Equal((double)used / (64 << 20) * 100, Value<double>(stats, "MemoryPercent"), 9);
        Assert.Equal(docker[6], Value<long>(stats, "Pids").ToString(CultureInfo.InvariantCulture));
        Assert.Equal(50, Value<long>(stats, "PidsLimit"));
        Assert.True(Value<long>(stats, "NetworkReceived") >= 0);
        Assert.Equal(64L << 20, session.Run("$s = Get-ContainerStats $name; $s.Raw.memory_stats.limit", ("name", name)).Good().Output[0].BaseObject);
        Assert.InRange(Value<DateTimeOffset>(stats, "Timestamp"), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.Equal(TestEngine.Host, Value<string>(stats, "EngineHost"));
    }

    [Fact]
    public void A_whole_busy_processor_is_100_percent()
    {
        var name = containers.Start("whole", Busy);
        var cpu = session.Run("Get-ContainerStats $name -Count 2 | ForEach-Object { [string] $_.CpuTime.Ticks; [string] $_.CpuPercent; [string] $_.Period.Ticks }", ("name", name)).Good().Text
            .Select(t => double.Parse(t, CultureInfo.InvariantCulture)).ToArray();
        // However much the machine gives it: processor time over wall time is the percentage.
        Assert.Equal((cpu[3] - cpu[0]) / cpu[5] * 100, cpu[4], Math.Max(5, cpu[4] * 0.15));
    }

    [Theory]
    [InlineData("Get-ContainerStats $name")]
    [InlineData("$name | Get-ContainerStats")]
    [InlineData("Get-Container $name | Get-ContainerStats")]
    [InlineData("Get-ContainerStats -Container ($name.Substring(0, $name.Length - 1) + '?')")]
    [InlineData("Get-ContainerStats -Id (Get-Container $name).ShortId")]
    [InlineData("[pscustomobject]@{ Id = (Get-Container $name).Id } | Get-ContainerStats")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-Container $name))) | Get-ContainerStats")]
    [InlineData("Get-ContainerStats $name | Get-ContainerStats")]
    [InlineData("Get-ContainerStats | Where-Object Name -eq $name")]
    [InlineData("Get-ContainerStats -Count 2 | Where-Object Name -eq $name | ForEach-Object -Begin { $n = 0 } { if (++$n -eq 2) { $_ } }")]
    public void Its_container_is_named_by(string script)
    {
        var name = containers.Start("found" + Guid.NewGuid().ToString("n")[..6]);
        Assert.Equal([name], session.Run(script, ("name", name)).Good().Text);
    }

    [Fact]
    public void Many_take_hardly_longer_than_one_and_come_in_the_order_of_the_input()
    {
        var names = Enumerable.Range(0, 6).Select(i => containers.Start($"many{i}")).Reverse().ToArray();
        var outcome = session.Run("$watch = [System.Diagnostics.Stopwatch]::StartNew(); Get-ContainerStats $names; $watch.Elapsed", ("names", names)).Good();
        Assert.Equal(names, outcome.Text.SkipLast(1));
        Assert.All(outcome.Output.SkipLast(1), s => Assert.NotNull(s.Properties["CpuPercent"].Value));
        // One after the other they would take at least half a second each.
        Assert.InRange((TimeSpan)outcome.Output[^1].BaseObject, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(4));
    }

    [Fact]
    public void What_does_not_run_is_an_error_if_it_was_named()
    {
        var (stopped, running) = (containers.Create("named-not"), containers.Start("named-run"));
        (string, object?)[] variables = [("none", containers.Name("none")), ("stopped", stopped), ("running", running)];
        var outcome = session.Run("Get-ContainerStats $none, $stopped, $running", variables);
        Assert.Equal([running], outcome.Text);
        Assert.Equal(["ContainerNotFound", "ContainerNotRunning"], outcome.ErrorIds);
        Assert.Equal((stopped, ErrorCategory.InvalidOperation), ((string)outcome.Errors[1].TargetObject, outcome.Errors[1].CategoryInfo.Category));
        var ended = session.Run("Get-ContainerStats $stopped, $running -ErrorAction Stop; 'never'", variables);
        Assert.StartsWith("ContainerNotRunning,", ended.FailureRecord?.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(ended.Text);
    }

    [Fact]
    public void What_does_not_run_or_has_gone_is_left_out_if_an_object_or_a_pattern_stands_for_it()
    {
        var (stopped, gone, running) = (containers.Create("left-not"), containers.Create("left-gone"), containers.Start("left-run"));
        (string, object?)[] variables = [("names", new[] { stopped, gone, running }), ("gone", gone), ("pattern", containers.Name("left-*"))];
        var outcome = session.Run("$c = Get-Container $names; Get-Container $gone | Remove-Container -Force; $c | Get-ContainerStats -Verbose; Get-ContainerStats $pattern", variables).Good();
        Assert.Equal([running, running], outcome.Text);
        Assert.Contains(outcome.Verbose, v => v.Contains(stopped, StringComparison.Ordinal));
        Assert.Contains(outcome.Verbose, v => v.Contains(gone, StringComparison.Ordinal));
    }

    [Fact]
    public void A_pipeline_that_brings_nothing_asks_for_nothing() =>
        Assert.Empty(session.Run("Get-Container $pattern | Get-ContainerStats; Get-ContainerStats -Container @()", ("pattern", containers.Name("nothing*"))).Good().Output);

    [Fact]
    public void Samples_come_at_their_interval_each_with_the_time_since_the_one_before()
    {
        var name = containers.Start("interval");
        var samples = session.Run("Get-ContainerStats $name -Count 3 -IntervalSeconds 1.5", ("name", name)).Good().Output;
        Assert.Equal(3, samples.Count);
        for (var i = 1; i < 3; i++)
        {
            var (before, at) = (Value<DateTimeOffset>(samples[i - 1], "Timestamp"), Value<DateTimeOffset>(samples[i], "Timestamp"));
            Assert.Equal(at - before, Value<TimeSpan>(samples[i], "Period"));
            Assert.InRange((at - before).TotalSeconds, 0.5, 3.5);
        }
    }

    [Fact]
    public void Continuous_samples_end_with_the_container_and_without_an_error()
    {
        var name = containers.Start("ending", "while [ ! -e /go ]; do sleep 0.05; done");
        using var running = session.Start("Get-ContainerStats $name -Continuous -Verbose", ("name", name));
        running.WaitForOutput(2);
        TestEngine.Docker("exec", name, "touch", "/go");
        var outcome = running.Finish().Good();
        Assert.All(outcome.Text, t => Assert.Equal(name, t));
        Assert.Contains(outcome.Verbose, v => v.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public void Continuous_samples_of_all_take_in_what_is_started_later()
    {
        containers.Start("early-bird");
        using var running = session.Start("Get-ContainerStats -Continuous | Where-Object { $_.Name -like $pattern }", ("pattern", containers.Name("*-bird")));
        running.WaitForOutput(1);
        var late = containers.Start("late-bird");
        for (var i = 0; i < 1000 && !running.Output.Any(s => s.ToString() == late); i++) Thread.Sleep(10);
        Assert.Contains(running.Output, s => s.ToString() == late);
        running.Stop();
    }

    [Theory]
    [InlineData("'ready'; Get-ContainerStats $name -Count 100", 1)]
    [InlineData("Get-ContainerStats $name -Continuous -IntervalSeconds 60", 1)]
    [InlineData("'ready'; Get-ContainerStats -Continuous | Where-Object Name -eq nobody", 1)]
    public void Stopping_is_at_once(string script, int objects) =>
        session.StopsAtOnce(script, objects, ("name", containers.Start("stop" + Guid.NewGuid().ToString("n")[..6])));

    [Theory]
    [InlineData("Get-ContainerStats $names -Continuous")]
    [InlineData("Get-ContainerStats -Continuous")]
    [InlineData("Get-Container $names | Get-ContainerStats")]
    public void Leaving_the_pipeline_early_leaves_the_script_running(string command)
    {
        var names = new[] { "a", "b" }.Select(s => containers.Start("early" + s + Guid.NewGuid().ToString("n")[..6])).ToArray();
        var outcome = session.Run("foreach ($once in 1) { " + command + " | ForEach-Object { 'one'; break } }; 'after'", ("names", names)).Good();
        Assert.Equal(["one", "after"], outcome.Text);
    }

    [Fact]
    public void An_image_has_no_stats()
    {
        var outcome = session.Run("Get-ContainerImage $image | Get-ContainerStats", ("image", TestEngine.Image));
        Assert.Empty(outcome.Output);
        Assert.Contains("not a container", Assert.Single(outcome.Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_engines_the_dead_one_is_an_error_beside_the_others_samples()
    {
        var name = containers.Start("fleet");
        (string, object?)[] variables = [("hosts", new[] { "unix:///nowhere/engine.sock", TestEngine.Host }), ("name", name)];
        foreach (var script in new[] { "Get-ContainerStats $name -EngineHost $hosts", "Get-ContainerStats -EngineHost $hosts | Where-Object Name -eq $name" })
        {
            var outcome = session.Run(script, variables);
            Assert.Equal([name], outcome.Text);
            Assert.Equal(["EngineUnreachable"], outcome.ErrorIds);
        }
        Assert.Equal(["EngineUnreachable"], session.Run("Get-ContainerStats -EngineHost $hosts[0]", variables).ErrorIds);
    }

    private static double Mebibytes(string size) => size switch
    {
        _ when size.EndsWith("MiB", StringComparison.Ordinal) => double.Parse(size[..^3], CultureInfo.InvariantCulture),
        _ when size.EndsWith("KiB", StringComparison.Ordinal) => double.Parse(size[..^3], CultureInfo.InvariantCulture) / 1024,
        _ => throw new FormatException(size),
    };
}
