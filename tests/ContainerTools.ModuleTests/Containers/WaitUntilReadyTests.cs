using System.Diagnostics;

namespace ContainerTools.ModuleTests.Containers;

/// <summary>Waiting until a container is of use: by its health, its log, a port or a path.</summary>
public sealed class WaitUntilReadyTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    private static readonly string[] Check = ["--health-cmd", "test -e /ok", "--health-interval", "50ms", "--health-retries", "1"];

    private static void Make(string name, string path) => TestEngine.Docker("exec", name, "touch", path);

    private Outcome Wait(string arguments, string name) => session.Run($"Wait-Container $name {arguments}", ("name", name));

    private static void Requires(Outcome outcome, string id, params string[] words)
    {
        Assert.Empty(outcome.Output);
        var error = Assert.Single(outcome.Errors);
        Assert.Equal([id], outcome.ErrorIds);
        Assert.All(words, word => Assert.Contains(word, error.Exception.Message, StringComparison.Ordinal));
    }

    /// <summary>Begins to wait, requires that this goes on, does what ends it, and gives what came.</summary>
    private Outcome WaitsFor(string arguments, string name, Action act)
    {
        using var running = session.Start($"Wait-Container $name {arguments}", ("name", name));
        Thread.Sleep(400);
        Assert.True(running.IsRunning, string.Join("; ", running.Output));
        act();
        return running.Finish().Good();
    }

    private static object? Value(Outcome outcome, string property) => Assert.Single(outcome.Output).Properties[property].Value;

    [Fact]
    public void Health_is_told_when_it_comes_and_at_once_where_it_is()
    {
        var name = containers.Start("healthy", "sleep 1000", Check);
        var outcome = WaitsFor("-Condition Healthy", name, () => Make(name, "/ok"));
        Assert.Equal("Healthy", Value(outcome, "Condition")!.ToString());
        Assert.Equal(["Running Healthy"], session.Run("Wait-Container $name -Condition Healthy -PassThru | ForEach-Object { \"$($_.State) $($_.Health)\" }", ("name", name)).Good().Text);
    }

    [Fact]
    public void A_container_that_is_started_later_is_waited_for()
    {
        var name = containers.Create("later", "touch /ok; sleep 1000", Check);
        WaitsFor("-Condition Healthy", name, () => TestEngine.Docker("start", name));
    }

    [Fact]
    public void It_listens_before_it_looks_and_looks_again_when_something_has_happened()
    {
        var id = new string('a', 64);
        string Inspect(string health) => $$$"""{"Id":"{{{id}}}","Name":"/web","Created":"2026-01-01T00:00:00Z","State":{"Status":"running","Running":true,"StartedAt":"2026-01-01T00:00:00Z","Health":{"Status":"{{{health}}}","FailingStreak":0,"Log":[]}},"Config":{"Image":"app","Healthcheck":{"Test":["CMD","true"]}},"HostConfig":{},"NetworkSettings":{}}""";
        string Event(string of, string action) => $$"""{"Type":"container","Action":"{{action}}","Actor":{"ID":"{{of}}","Attributes":{"name":"web"} },"scope":"local","time":1767225600,"timeNano":1767225600000000000}""".PadRight(400) + "\n";
        var (other, healthy) = (Event(new string('b', 64), "die"), Event(id, "health_status: healthy"));
        using var peer = new ScriptedEngine("1.51");
        peer.When("GET /info").Answer(Answer.Json("""{"SystemTime":"2026-01-01T00:00:00Z"}"""));
        peer.When("GET /containers/*/json").Answer(Answer.Json(Inspect("starting")), Answer.Json(Inspect("starting")), Answer.Json(Inspect("healthy")));
        peer.When("GET /events").Answer(Answer.Stream(other + healthy).InPieces(other.Length, TimeSpan.FromSeconds(2)).ThatLasts());
        var outcome = session.Run("(Wait-Container web -Condition Healthy -EngineHost $address).Elapsed.TotalSeconds", ("address", peer.Address)).Good();
        // What another container did is not for it.
        Assert.InRange((double)Assert.Single(outcome.Output).BaseObject, 1.5, 60);
        var asked = peer.Requests.Select(r => r.Line.Split(' ')[1].Split('?')[0].Split('/')[^1]).Where(word => word is "json" or "events").ToList();
        // The first look finds the container.
        Assert.Equal(["json", "events", "json", "json"], asked);
    }

    [Fact]
    public void Without_a_health_check_nobody_is_ever_healthy()
    {
        Requires(Wait("-Condition Healthy", containers.Start("checkless")), "HealthCheckMissing", "has no health check");
        Requires(Wait("-Condition Healthy", containers.Start("checkoff", "sleep 1000", "--no-healthcheck")), "HealthCheckMissing");
    }

    [Fact]
    public void The_end_of_the_container_is_an_error_with_its_last_twenty_lines()
    {
        // An earlier run's lines are not those that say why this one ended.
        var name = containers.Create("ends", "test -e /ran || { touch /ran; echo from before; exit 1; }; for i in $(seq 25); do echo line-$i-; done; until [ -e /go ]; do sleep 0.05; done; exit 3", Check);
        TestEngine.Docker("start", name);
        TestEngine.Docker("wait", name);
        TestEngine.Docker("start", name);
        var clock = Stopwatch.StartNew();
        using var running = session.Start("Wait-Container $name -Condition Healthy -LogPattern line-7- -TimeoutSeconds 60", ("name", name));
        Thread.Sleep(300);
        Make(name, "/go");
        var outcome = running.Finish();
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 20);
        Requires(outcome, "ContainerExitedWhileWaiting", "ended with exit code 3 before it was healthy.", "line-6-", "line-25-");
        Assert.DoesNotContain("line-5-", outcome.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("from before", outcome.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Equal((ErrorCategory.InvalidResult, name), (outcome.Errors[0].CategoryInfo.Category, outcome.Errors[0].TargetObject));
        Assert.Equal(["3"], session.Run("try { Wait-Container $name -Port 80 -ErrorAction Stop } catch { $_.Exception.Result.ExitCode }", ("name", name)).Text);
    }

    [Fact]
    public void What_a_container_printed_cannot_move_the_cursor_in_the_error()
    {
        var name = containers.Start("hostile", "printf '\\033[2Jgone\\n'; exit 1");
        TestEngine.Docker("wait", name);
        var error = Assert.Single(Wait("-Port 80", name).Errors).Exception.Message;
        Assert.Contains("gone", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', error);
    }

    [Fact]
    public void A_container_that_its_restart_policy_starts_again_has_not_ended()
    {
        var name = containers.Start("again", "test -e /ran || { touch /ran; exit 1; }; sleep 0.3; touch /ok; echo up; sleep 1000", [.. Check, "--restart", "on-failure"]);
        Assert.Equal(["up"], session.Run("(Wait-Container $name -Condition Healthy -LogPattern '^up$' -TimeoutSeconds 30).LogEntry", ("name", name)).Good().Text);
    }

    [Fact]
    public void A_line_of_the_log_is_found_when_it_comes_and_among_those_that_are_there()
    {
        var name = containers.Start("log", "echo starting; until [ -e /go ]; do sleep 0.05; done; echo 'Server is READY (1.5 s)'; echo more; sleep 1000");
        var outcome = WaitsFor("-LogPattern 'ready \\(\\d'", name, () => Make(name, "/go"));
        Assert.Equal("Server is READY (1.5 s)", ((System.Collections.IEnumerable)Value(outcome, "LogEntry")!).Cast<object>().Single().ToString());
        Assert.Null(Value(outcome, "Condition"));
        Assert.Equal(["starting", "more"], session.Run("(Wait-Container $name -LogPattern '^start', '^more').LogEntry | ForEach-Object Message", ("name", name)).Good().Text.OrderDescending(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Only_lines_since_the_last_start_count(bool tty)
    {
        var name = containers.Create($"runs{tty}", "echo x >>/runs; echo \"run $(wc -l </runs) of it\"; until [ -e /go ]; do sleep 0.02; done; rm /go; echo bye", tty ? ["--tty"] : []);
        for (var run = 1; run <= 4; run++)
        {
            TestEngine.Docker("start", name);
            // Its first line may be logged before the engine has noted the start.
            var outcome = session.Run("(Wait-Container $name -LogPattern 'run (\\d+) of' -TimeoutSeconds 30).LogEntry | ForEach-Object Message", ("name", name)).Good();
            Assert.Equal([$"run {run} of it"], outcome.Text);
            Requires(Wait("-LogPattern bye -TimeoutSeconds 1", name), "WaitTimeout", "wrote no line that fits 'bye' within 1 s");
            Make(name, "/go");
            TestEngine.Docker("wait", name);
        }
    }

    [Fact]
    public void The_last_line_before_the_end_counts()
    {
        var name = containers.Start("last", "until [ -e /go ]; do sleep 0.05; done; printf 'done and gone'; exit 0");
        WaitsFor("-LogPattern 'done and'", name, () => Make(name, "/go"));
        Assert.Single(Wait("-LogPattern 'gone$'", name).Good().Output);
        Requires(Wait("-LogPattern nothing", name), "ContainerExitedWhileWaiting", "exit code 0 before it wrote a line that fits 'nothing'");
    }

    [Fact]
    public void A_log_that_cannot_be_read_is_an_error() =>
        Requires(Wait("-LogPattern x", containers.Start("logless", "sleep 1000", "--log-driver", "none")), "LogDriverUnsupported");

    [Fact]
    public void A_pattern_that_is_none_is_refused_and_one_that_takes_for_ever_is_an_error()
    {
        var name = containers.Start("patterns", $"echo {new string('a', 40)}b; sleep 1000");
        Requires(Wait("-LogPattern '('", name), "LogPatternInvalid");
        Requires(Wait("-LogPattern '^(a+)+$'", name), "LogPatternTooSlow");
    }

    [Theory]
    [InlineData("--publish", "127.0.0.1::8080")]
    [InlineData("--publish", "8080")]
    [InlineData("--label", "unpublished")]
    public void A_port_is_there_when_the_container_listens(string flag, string value)
    {
        if (flag == "--label" && !TestEngine.Host.StartsWith("unix:", StringComparison.Ordinal)) Assert.Skip("Only an engine on this machine lets its containers' own addresses be reached.");
        var name = containers.Start("port" + Guid.NewGuid().ToString("n")[..6], "until [ -e /go ]; do sleep 0.05; done; httpd -f -p 8080", flag, value);
        var outcome = WaitsFor("-Port 8080", name, () => Make(name, "/go"));
        Assert.Equal([8080], (IReadOnlyList<int>)Value(outcome, "Port")!);
    }

    [Fact]
    public void A_published_port_with_nobody_behind_it_is_not_there()
    {
        // The engine's proxy listens from the start on.
        var name = containers.Start("nobody", "sleep 1000", "--publish", "127.0.0.1::8080");
        Requires(Wait("-Port 8080 -TimeoutSeconds 2", name), "WaitTimeout", "did not accept connections on port 8080 within 2 s");
    }

    [Fact]
    public void A_server_that_speaks_first_is_there()
    {
        var name = containers.Start("greets", "while true; do nc -l -p 8080 -e echo hello; done", "--publish", "127.0.0.1::8080");
        Assert.Single(Wait("-Port 8080 -TimeoutSeconds 20", name).Good().Output);
    }

    [Fact]
    public void A_container_without_a_network_has_no_port() =>
        Requires(Wait("-Port 80", containers.Start("netless", "sleep 1000", "--network", "none")), "PortUnreachable", "does not publish port 80");

    [Fact]
    public void A_path_is_there_when_it_is_made()
    {
        var name = containers.Start("path");
        var outcome = WaitsFor("-Path /etc/passwd, /tmp/later", name, () => Make(name, "/tmp/later"));
        Assert.Equal(["/etc/passwd", "/tmp/later"], ((IReadOnlyList<string>)Value(outcome, "Path")!).Order(StringComparer.Ordinal));
        Requires(Wait("-Path /never -TimeoutSeconds 1", name), "WaitTimeout", "had no '/never' within 1 s");
    }

    [Fact]
    public void All_that_is_waited_for_has_to_come()
    {
        var name = containers.Start("all", "until [ -e /go ]; do sleep 0.05; done; echo ready; sleep 1000", Check);
        Make(name, "/ok");
        Requires(Wait("-Condition Healthy -LogPattern ready -Path /ok, /go -TimeoutSeconds 2", name), "WaitTimeout", "wrote no line that fits 'ready' within 2 s and had no '/go' within 2 s.");
        var outcome = WaitsFor("-Condition Healthy -LogPattern ready -Path /ok", name, () => Make(name, "/go"));
        Assert.Equal("Healthy", Value(outcome, "Condition")!.ToString());
    }

    [Fact]
    public void With_Any_one_is_enough()
    {
        var name = containers.Start("any", "until [ -e /go ]; do sleep 0.05; done; exit 5");
        var outcome = WaitsFor("-Condition NotRunning -LogPattern never -Port 81 -Any", name, () => Make(name, "/go"));
        Assert.Equal(("NotRunning", 5), (Value(outcome, "Condition")!.ToString(), Value(outcome, "ExitCode")));
        Requires(Wait("-LogPattern never -Path /never -Any", name), "ContainerExitedWhileWaiting", "before it wrote a line that fits 'never' or had '/never'");
        var other = containers.Start("any2");
        Assert.Equal([other], session.Run("Wait-Container $name, $other -Path /etc/shadow, /bin -LogPattern never -Any | ForEach-Object ContainerName", ("name", name + "*none"), ("other", other)).Good().Text);
    }

    [Fact]
    public void Many_are_waited_for_at_once()
    {
        var names = Enumerable.Range(0, 8).Select(i => containers.Start($"many{i}", "sleep 1; touch /ok; echo up; sleep 1000", Check)).ToArray();
        var outcome = session.Run("$names | Wait-Container -Condition Healthy -LogPattern up -TimeoutSeconds 60 | ForEach-Object ContainerName", ("names", names));
        Assert.Equal(names, outcome.Good().Text);
    }

    [Fact]
    public void One_that_ends_does_not_stop_the_others()
    {
        var (bad, good) = (containers.Start("bad", "exit 1", Check), containers.Start("good", "touch /ok; sleep 1000", Check));
        var outcome = session.Run("Wait-Container $bad, $good -Condition Healthy | ForEach-Object ContainerName", ("bad", bad), ("good", good));
        Assert.Equal([good], outcome.Text);
        Assert.Equal(["ContainerExitedWhileWaiting"], outcome.ErrorIds);
    }

    [Theory]
    [InlineData("-Condition Healthy")]
    [InlineData("-LogPattern never")]
    [InlineData("-Path /never")]
    public void A_container_that_is_removed_meanwhile_is_an_error(string arguments)
    {
        var name = containers.Start("gone" + Guid.NewGuid().ToString("n")[..6], "sleep 1000", Check);
        using var running = session.Start($"Wait-Container $name {arguments}", ("name", name));
        Thread.Sleep(300);
        Remove(name);
        var id = Assert.Single(running.Finish().ErrorIds);
        // The end comes first, and may be seen before the removal; an engine refuses the log of what it is about to remove.
        Assert.Contains(id, new[] { "ContainerNotFound", "ContainerExitedWhileWaiting", "ContainerConflict" });
    }

    /// <summary>Engine 20.10 fails to remove a container whose files are looked at in that moment, and succeeds afterwards.</summary>
    private static void Remove(string name)
    {
        for (var left = 5; ; left--)
        {
            try
            {
                TestEngine.Docker("rm", "--force", name);
                return;
            }
            catch (InvalidOperationException e) when (left > 0 && e.Message.Contains("directory not empty", StringComparison.Ordinal))
            {
                Thread.Sleep(100);
            }
        }
    }

    [Fact]
    public void A_rolling_restart_stops_at_the_first_that_fails()
    {
        // The second one fails when it is started again.
        var names = new[] { "touch /ok; sleep 1000", "test -e /ran && { echo broken; exit 1; }; touch /ran /ok; sleep 1000", "touch /ok; sleep 1000" }
            .Select((script, i) => containers.Start($"roll{i}", script, Check)).ToArray();
        session.Run("Wait-Container $names -Condition Healthy", ("names", names)).Good();
        var outcome = session.Run("""
            Get-Container $names | ForEach-Object { $_ | Restart-Container -PassThru | Wait-Container -Condition Healthy -TimeoutSeconds 60 -ErrorAction Stop | ForEach-Object ContainerName }
            """, ("names", names.Reverse().ToArray()));
        Assert.True(outcome.Failure!.Message.EndsWith("broken", StringComparison.Ordinal), outcome.Failure.Message);
        // The newest is listed first.
        Assert.Equal([names[2]], outcome.Text);
    }

    [Theory]
    [InlineData("-Condition Healthy")]
    [InlineData("-LogPattern never")]
    [InlineData("-Port 81")]
    [InlineData("-Path /never")]
    public void Ctrl_C_ends_a_wait_at_once(string arguments) =>
        session.StopsAtOnce($"'begun'; Wait-Container $name {arguments}", 1, ("name", containers.Start("stop" + Guid.NewGuid().ToString("n")[..6], "sleep 1000", Check)));
}
