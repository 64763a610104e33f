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
}
