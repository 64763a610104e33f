using System.Diagnostics;

namespace ContainerTools.ModuleTests.Containers;

public sealed class StopContainerTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    private const string Deaf = "trap '' TERM; touch /ready; while true; do sleep 1; done";
    private const string Polite = "trap 'exit 3' TERM; touch /ready; while true; do sleep 0.1; done";

    private static string State(string name) => TestEngine.Docker("inspect", "--format", "{{.State.Status}} {{.State.ExitCode}}", name);

    [Fact]
    public void It_stops_and_lets_the_program_end_by_itself()
    {
        var name = containers.StartReady("polite", Polite);
        Assert.Empty(session.Run("Stop-Container $name", ("name", name)).Good().Output);
        Assert.Equal("exited 3", State(name));
    }

    [Fact]
    public void PassThru_gives_the_end_and_the_exit_code()
    {
        var name = containers.StartReady("pass", Polite);
        var outcome = session.Run("$c = Stop-Container $name -PassThru; $c.State; $c.ExitCode; $c.FinishedAt -ge $c.StartedAt", ("name", name)).Good();
        Assert.Equal(["Exited", "3", "True"], outcome.Text);
    }

    [Theory]
    [InlineData("-TimeoutSeconds 0")]
    [InlineData("-Force")]
    public void One_that_does_not_listen_is_killed_at_once(string how)
    {
        var name = containers.StartReady("deaf" + Guid.NewGuid().ToString("n")[..6], Deaf);
        var watch = Stopwatch.StartNew();
        Assert.Equal(["Exited 137"], session.Run($"Stop-Container $name {how} -PassThru | ForEach-Object {{ \"$($_.State) $($_.ExitCode)\" }}", ("name", name)).Good().Text);
        // The engine's own patience is ten seconds.
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 8);
    }

    [Fact]
    public void The_time_that_is_given_is_waited()
    {
        var name = containers.StartReady("patience", Deaf);
        var watch = Stopwatch.StartNew();
        session.Run("Stop-Container $name -TimeoutSeconds 1", ("name", name)).Good();
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.9, 8);
        Assert.Equal("exited 137", State(name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Force")]
    public void One_that_does_not_run_is_no_error(string how)
    {
        var (ended, created) = (containers.Start("ended" + Guid.NewGuid().ToString("n")[..6], "exit 4"), containers.Create("created" + Guid.NewGuid().ToString("n")[..6]));
        TestEngine.Docker("wait", ended);
        Assert.Equal(["Exited 4", "Created "], session.Run($"Stop-Container $ended, $created {how} -PassThru | ForEach-Object {{ \"$($_.State) $($_.ExitCode)\" }}", ("ended", ended), ("created", created)).Good().Text);
    }

    [Fact]
    public void Force_of_one_that_removes_itself_is_no_error()
    {
        var name = containers.StartReady("rm", Deaf, "--rm");
        session.Run("Stop-Container $name -Force", ("name", name)).Good();
    }

    [Fact]
    public void A_signal_is_sent_where_the_engine_takes_one_and_refused_where_it_would_be_ignored()
    {
        var name = containers.StartReady("signal", "trap 'exit 5' INT; touch /ready; while true; do sleep 0.1; done");
        var outcome = session.Run("Stop-Container $name -Signal INT -TimeoutSeconds 5", ("name", name));
        if (TestEngine.ApiVersion >= new Version(1, 42))
        {
            outcome.Good();
            Assert.Equal("exited 5", State(name));
        }
        else
        {
            Assert.Equal(["NotSupportedByEngine"], outcome.ErrorIds);
            Assert.Equal("running 0", State(name));
        }
    }

    [Fact]
    public void Force_goes_with_neither_a_time_nor_a_signal()
    {
        var outcome = session.Run("Stop-Container x -Force -TimeoutSeconds 1; Stop-Container x -Force -Signal INT");
        Assert.Equal(["AmbiguousParameterSet", "AmbiguousParameterSet"], outcome.ErrorIds);
    }

    [Fact]
    public void Thirty_take_about_as_long_as_one()
    {
        // Each takes a second to stop: one after the other they would take thirty.
        const string Slow = "trap 'sleep 1; exit 0' TERM; while true; do sleep 0.1; done";
        var label = "bulk=" + containers.Prefix;
        for (var i = 0; i < 30; i++) containers.Create($"bulk-{i}", Slow, "--label", label);
        session.Run("Get-Container -Label $bulk | Start-Container", ("bulk", label)).Good();
        var watch = Stopwatch.StartNew();
        var states = session.Run("Get-Container -Label $bulk | Stop-Container -ThrottleLimit 30 -PassThru | ForEach-Object State", ("bulk", label)).Good().Text;
        Assert.Equal(Enumerable.Repeat("Exited", 30), states);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }

    [Fact]
    public void Output_is_in_the_order_of_the_input()
    {
        var slow = containers.StartReady("order-slow", "trap 'sleep 0.5; exit 0' TERM; touch /ready; while true; do sleep 0.1; done");
        var quick = containers.StartReady("order-quick", Polite);
        Assert.Equal([slow, quick], session.Run("$slow, $quick | Stop-Container -PassThru", ("slow", slow), ("quick", quick)).Good().Text);
    }

    [Fact]
    public void Ctrl_C_ends_the_waiting_at_once()
    {
        var name = containers.StartReady("ctrlc", Deaf);
        session.StopsAtOnce("'begun'; Stop-Container $name -TimeoutSeconds 100", 1, ("name", name));
    }
}
