namespace ContainerTools.ModuleTests.Containers;

public sealed class RestartContainerTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    private static string StartedAt(string name) => TestEngine.Docker("inspect", "--format", "{{.State.StartedAt}}", name);

    [Fact]
    public void It_stops_and_starts()
    {
        var name = containers.Start("restart");
        var before = StartedAt(name);
        Assert.Empty(session.Run("Get-Container $name | Restart-Container -TimeoutSeconds 0", ("name", name)).Good().Output);
        Assert.NotEqual(before, StartedAt(name));
    }

    [Fact]
    public void One_that_does_not_run_is_started()
    {
        var name = containers.Create("created");
        Assert.Equal(["Running"], session.Run("Restart-Container $name -PassThru | ForEach-Object State", ("name", name)).Good().Text);
    }

    [Fact]
    public void A_signal_is_sent_where_the_engine_takes_one_and_refused_where_it_would_be_ignored()
    {
        var name = containers.StartReady("signal", "trap 'touch /told; exit 0' INT; touch /ready; while true; do sleep 0.1; done");
        var before = StartedAt(name);
        var outcome = session.Run("Restart-Container $name -Signal INT -TimeoutSeconds 5", ("name", name));
        if (TestEngine.ApiVersion >= new Version(1, 42))
        {
            outcome.Good();
            Assert.Equal("", TestEngine.Docker("exec", name, "ls", "/told").Replace("/told", "", StringComparison.Ordinal));
        }
        else
        {
            Assert.Equal(["NotSupportedByEngine"], outcome.ErrorIds);
            Assert.Equal(before, StartedAt(name));
        }
    }

    [Fact]
    public void With_a_throttle_of_one_each_is_done_before_the_next()
    {
        var names = new[] { containers.Start("one"), containers.Start("two"), containers.Start("three") };
        var outcome = session.Run("$names | Restart-Container -TimeoutSeconds 0 -ThrottleLimit 1 -PassThru | ForEach-Object { $_.StartedAt.UtcTicks }", ("names", names)).Good();
        var times = outcome.Output.Select(o => (long)o.BaseObject).ToList();
        Assert.Equal(times.Order(), times);
    }
}
