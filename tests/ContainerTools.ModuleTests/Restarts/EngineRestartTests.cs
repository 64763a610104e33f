using ContainerTools.ModuleTests.Terminals;

namespace ContainerTools.ModuleTests.Restarts;

/// <summary>An engine that is restarted in the middle of everything that watches it: nothing hangs, and what came is delivered.</summary>
[Collection(PrivateEngineCollection.Name)]
public sealed class EngineRestartTests(PrivateEngine engine, PowerShellSession session) : IClassFixture<PowerShellSession>
{
    private RunningScript Start(string script, params (string Name, object? Value)[] variables) => session.Start(script, [("engine", engine.Host), .. variables]);

    /// <summary>A wait that has reached the engine before that goes away, also on a busy machine. Its first output is <c>begun</c>.</summary>
    private RunningScript StartWait(string script, string name)
    {
        var running = Start($"$null = Get-Container $name -EngineHost $engine; 'begun'; {script}", ("name", name));
        running.WaitForOutput(1);
        Thread.Sleep(2000);
        return running;
    }

    [Fact]
    public void Watching_events_goes_on_and_names_the_gap()
    {
        var before = engine.Run("sleep 1000");
        using var running = Start("Watch-ContainerEvent -EngineHost $engine -Since 1m -EventAction start -Verbose | ForEach-Object Name");
        running.WaitForOutput(1);
        engine.Restart();
        var after = engine.Run("sleep 1000");
        running.WaitForOutput(running.Output.Select(o => o.ToString()).ToList().IndexOf(before) + 2);
        running.Stop();
        var outcome = running.Finish();
        Assert.Equal([before, after], outcome.Text.SkipWhile(n => n != before));
        var warning = Assert.Single(outcome.Warnings);
        Assert.Matches(@"between \d\d:\d\d:\d\d and \d\d:\d\d:\d\d may be missing: it was restarted", warning);
        Assert.Contains(engine.Host, warning, StringComparison.Ordinal);
        Assert.Contains(outcome.Verbose, line => line.Contains("cannot be reached", StringComparison.Ordinal));
    }

    [Fact]
    public void A_subscription_goes_on_and_its_job_names_the_gap()
    {
        session.Run("$job = Register-ContainerEvent -EngineHost $engine -SourceIdentifier restart -EventAction create -Action { $EventArgs.Name }", ("engine", engine.Host)).Good();
        engine.Restart();
        var name = engine.Run("exit 0");
        for (var i = 0; i < 100 && session.Run("$job.Output").Text is not [_, ..]; i++) Thread.Sleep(100);
        var outcome = session.Run("$job.Output; $job.Warning | ForEach-Object Message; $ExecutionContext.Events.Subscribers | ForEach-Object { $_.SourceObject.Problem }").Good();
        Assert.Equal(name, outcome.Text[0]);
        Assert.Contains("it was restarted", outcome.Text[1], StringComparison.Ordinal);
        Assert.Equal(outcome.Text[1], outcome.Text[2]);
    }

    [Fact]
    public void Following_a_log_ends_with_its_container_and_all_lines_came()
    {
        var name = engine.Run("i=0; while true; do i=$((i+1)); echo $i; sleep 0.02; done");
        using var running = Start("Get-ContainerLog $name -EngineHost $engine -Follow; 'after'", ("name", name));
        running.WaitForOutput(20);
        engine.Restart();
        var outcome = running.Finish();
        var lines = engine.Docker("logs", name).Split('\n');
        Assert.Equal([.. lines, "after"], outcome.Text);
        Assert.Empty(outcome.Errors);
    }

    [Fact]
    public void Continuous_stats_end_with_a_clear_error_or_with_the_container()
    {
        var name = engine.Run("sleep 1000");
        using var running = Start("Get-ContainerStats $name -EngineHost $engine -Continuous -IntervalSeconds 0.2 | ForEach-Object Name; 'after'", ("name", name));
        running.WaitForOutput(2);
        engine.Restart();
        var outcome = running.Finish();
        Assert.Equal("after", outcome.Text[^1]);
        Assert.All(outcome.Text.SkipLast(1), n => Assert.Equal(name, n));
        Assert.All(outcome.Errors, e => Assert.Contains(e.FullyQualifiedErrorId.Split(',')[0], new[] { "EngineConnectionLost", "EngineUnreachable" }));
    }

    [Fact]
    public void The_view_shows_the_container_again_that_the_engine_starts_again()
    {
        var name = engine.Run("sleep 1000", "--restart", "always");
        try
        {
            using var terminal = new PseudoTerminal($"Show-ContainerStats {name} -EngineHost {engine.Host}; 'left:'");
            terminal.WaitFor("1 running container by CPU");
            terminal.WaitFor("KiB");
            engine.Restart();
            terminal.WaitFor(engine.Host);
            // More samples than were taken before: the history is of both lives.
            terminal.WaitFor("▁▁▁▁▁▁");
            terminal.Type("q");
            terminal.WaitFor("left:");
            Assert.Equal(0, terminal.WaitForEnd());
        }
        finally
        {
            // The engine would start it again for each further test.
            engine.Docker("update", "--restart", "no", name);
            engine.Docker("kill", name);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("'input' | ")]
    public void A_connection_to_a_container_ends_with_it(string input)
    {
        var name = engine.Run("i=0; while true; do i=$((i+1)); echo $i; sleep 0.02; done", "--interactive");
        using var running = Start($"{input}Connect-Container $name -EngineHost $engine; 'after'", ("name", name));
        running.WaitForOutput(20);
        engine.Restart();
        var outcome = running.Finish();
        Assert.Equal("after", outcome.Text[^1]);
        var lines = engine.Docker("logs", name).Split('\n');
        // An engine that is going down may not be able to say any more that the container has ended.
        Assert.All(outcome.ErrorIds, id => Assert.Contains(id, new[] { "EngineConnectionLost", "EngineUnreachable" }));
        Assert.Equal(string.Join(' ', lines.Skip(lines.Length - outcome.Text.Count + 1)), string.Join(' ', outcome.Text.SkipLast(1)));
    }

    [Fact]
    public void A_program_that_is_run_ends_with_an_error_and_what_it_wrote_has_come()
    {
        var script = """
            Invoke-Container $image -EngineHost $engine -AsStream -Command sh, -c, 'i=0; while true; do i=$((i+1)); echo $i; sleep 0.02; done'; 'after'
            """;
        using var running = Start(script, ("image", TestEngine.Image));
        running.WaitForOutput(20);
        engine.Restart();
        var outcome = running.Finish();
        Assert.Equal("after", outcome.Text[^1]);
        Assert.Equal(Enumerable.Range(1, outcome.Text.Count - 1).Select(i => $"{i}"), outcome.Text.SkipLast(1));
        Assert.All(outcome.ErrorIds, id => Assert.Contains(id, new[] { "EngineConnectionLost", "EngineUnreachable" }));
        var left = engine.Docker("ps", "--quiet", "--all", "--filter", "status=running", "--filter", "ancestor=" + TestEngine.Image, "--format", "{{.Command}}");
        Assert.DoesNotContain("echo $i", left, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Wait-Container $name -EngineHost $engine -Condition Healthy")]
    [InlineData("Wait-Container $name -EngineHost $engine -LogPattern '^ready$'")]
    [InlineData("Wait-Container $name -EngineHost $engine -Port 8080")]
    [InlineData("Wait-Container $name -EngineHost $engine -Path /ready")]
    [InlineData("Wait-Container $name -EngineHost $engine -Condition Healthy -LogPattern '^ready$' -Port 8080 -Path /ready")]
    [InlineData("Start-Container $name -EngineHost $engine -Wait -PassThru")]
    public void A_wait_goes_on_with_a_container_that_the_engine_starts_again(string script)
    {
        var name = engine.Run("echo begun; until [ -e /go ]; do sleep 0.05; done; touch /ready; echo ready; exec httpd -f -p 8080",
            "--restart", "always", "--publish", "127.0.0.1::8080", "--health-cmd", "test -e /ready", "--health-interval", "100ms");
        try
        {
            using var running = StartWait(script, name);
            engine.Restart();
            Assert.Single(running.Output);
            if (!running.IsRunning) running.Finish().Good();
            engine.Docker("exec", name, "touch", "/go");
            Assert.Equal(["begun", name], running.Finish().Good().Text);
        }
        finally
        {
            // The engine would start it again for each further test.
            engine.Docker("update", "--restart", "no", name);
            engine.Docker("kill", name);
        }
    }

    [Theory]
    [InlineData("-Condition Healthy")]
    [InlineData("-LogPattern never")]
    [InlineData("-Path /never")]
    public void A_wait_fails_where_the_restart_was_the_containers_end(string arguments)
    {
        var name = engine.Run("echo last words; sleep 1000", "--health-cmd", "false", "--health-interval", "100ms");
        using var running = StartWait($"Wait-Container $name -EngineHost $engine {arguments}", name);
        engine.Restart();
        var outcome = running.Finish();
        Assert.Equal(["ContainerExitedWhileWaiting"], outcome.ErrorIds);
        Assert.Contains("last words", outcome.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NotRunning")]
    [InlineData("NextExit")]
    public void An_end_is_told_that_came_with_the_restart(string condition)
    {
        var name = engine.Run("sleep 1000");
        using var running = StartWait($"Wait-Container $name -EngineHost $engine -Condition {condition}", name);
        engine.Restart();
        var outcome = running.Finish().Good();
        Assert.Equal(["begun", name], outcome.Text);
        Assert.Equal(int.Parse(engine.Docker("inspect", "--format", "{{.State.ExitCode}}", name), System.Globalization.CultureInfo.InvariantCulture), outcome.Output[1].Properties["ExitCode"].Value);
    }

    [Fact]
    public void A_wait_for_the_removal_goes_on()
    {
        var name = engine.Run("sleep 1000");
        using var running = StartWait("Wait-Container $name -EngineHost $engine -Condition Removed", name);
        engine.Restart();
        Thread.Sleep(500);
        Assert.True(running.IsRunning);
        // Just after a restart this engine may find the container's file system still in use.
        for (var tries = 0; ; tries++, Thread.Sleep(200))
        {
            try
            {
                engine.Docker("rm", "--force", name);
                break;
            }
            catch (InvalidOperationException) when (tries < 20)
            {
                // It tries again.
            }
        }
        Assert.Equal(["begun", name], running.Finish().Good().Text);
    }
}
