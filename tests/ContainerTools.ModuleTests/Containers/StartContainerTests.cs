namespace ContainerTools.ModuleTests.Containers;

public sealed class StartContainerTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    [Fact]
    public void It_starts_and_says_nothing()
    {
        var name = containers.Create("start");
        Assert.Empty(session.Run("Start-Container $name", ("name", name)).Good().Output);
        Assert.Equal("running", TestEngine.Docker("inspect", "--format", "{{.State.Status}}", name));
    }

    [Fact]
    public void PassThru_gives_the_container_as_it_is_then()
    {
        var name = containers.Create("pass");
        var outcome = session.Run("$c = Get-Container $name | Start-Container -PassThru; $c.State; $c.ProcessId -gt 0; $null -ne $c.StartedAt", ("name", name)).Good();
        Assert.Equal(["Running", "True", "True"], outcome.Text);
    }

    [Fact]
    public void One_that_runs_is_left_as_it_is()
    {
        var name = containers.Start("again");
        var before = TestEngine.Docker("inspect", "--format", "{{.State.StartedAt}}", name);
        session.Run("Start-Container $name", ("name", name)).Good();
        Assert.Equal(before, TestEngine.Docker("inspect", "--format", "{{.State.StartedAt}}", name));
    }

    [Fact]
    public void A_program_that_is_not_there_is_the_engines_error()
    {
        var name = containers.Name("broken");
        TestEngine.Docker("create", "--name", name, "--label", containers.Label, TestEngine.Image, "/no/such/program");
        var error = Assert.Single(session.Run("Start-Container $name", ("name", name)).Errors);
        Assert.Contains("/no/such/program", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(name, error.TargetObject);
    }

    [Fact]
    public void A_paused_one_is_refused()
    {
        var name = containers.Start("paused");
        TestEngine.Docker("pause", name);
        var error = Assert.Single(session.Run("Start-Container $name", ("name", name)).Errors);
        Assert.Contains("paused", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_Wait_it_is_healthy_or_runs()
    {
        string[] names =
        [
            containers.Create("checked", "sleep 0.5; touch /ok; sleep 1000", "--health-cmd", "test -e /ok", "--health-interval", "50ms"),
            containers.Create("unchecked"),
            containers.Create("done", "exit 0"),
        ];
        var outcome = session.Run("$names | Start-Container -Wait -TimeoutSeconds 60 -PassThru | ForEach-Object { \"$($_.Name) $($_.Health)\" }", ("names", names)).Good();
        Assert.Equal([$"{names[0]} Healthy", $"{names[1]} None", $"{names[2]} None"], outcome.Text);
    }

    [Fact]
    public void With_Wait_one_that_fails_is_an_error_with_its_last_lines()
    {
        // Without a health check it would be well as soon as it runs, which it does for a moment.
        var (ended, sick) = (containers.Create("ended", "echo no such thing; exit 3", "--health-cmd", "true", "--health-interval", "1m"), containers.Create("sick", "sleep 1000", "--health-cmd", "echo not yet; false", "--health-interval", "50ms", "--health-retries", "100"));
        var outcome = session.Run("Start-Container $ended, $sick -Wait -TimeoutSeconds 4 -PassThru", ("ended", ended), ("sick", sick));
        Assert.Empty(outcome.Output);
        Assert.Equal(["ContainerExitedWhileWaiting", "WaitTimeout"], outcome.ErrorIds);
        Assert.Contains("no such thing", outcome.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Contains("its last check ended with exit code 1 and said: not yet", outcome.Errors[1].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ctrl_C_ends_its_wait_at_once_and_the_container_runs_on()
    {
        // It runs already: on a busy machine the stop would come before the start.
        var name = containers.Start("stop", "sleep 1000", "--health-cmd", "false", "--health-interval", "50ms");
        session.StopsAtOnce("'begun'; Start-Container $name -Wait", 1, ("name", name));
        Assert.Equal("running", TestEngine.Docker("inspect", "--format", "{{.State.Status}}", name));
    }

    [Fact]
    public void A_time_limit_without_a_wait_is_refused() =>
        Assert.Equal("ParametersConflict", Assert.Single(session.Run("Start-Container x -TimeoutSeconds 3").ErrorIds));
}
