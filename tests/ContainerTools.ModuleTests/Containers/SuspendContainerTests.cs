namespace ContainerTools.ModuleTests.Containers;

public sealed class SuspendContainerTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    [Fact]
    public void It_freezes()
    {
        var name = containers.Start("freeze");
        Assert.Empty(session.Run("Suspend-Container $name", ("name", name)).Good().Output);
        Assert.Equal("paused", TestEngine.Docker("inspect", "--format", "{{.State.Status}}", name));
    }

    [Fact]
    public void What_is_frozen_or_does_not_run_is_refused()
    {
        var (frozen, created) = (containers.Start("frozen"), containers.Create("created"));
        TestEngine.Docker("pause", frozen);
        var outcome = session.Run("Suspend-Container $frozen, $created", ("frozen", frozen), ("created", created));
        Assert.Equal(["ContainerConflict", "ContainerConflict"], outcome.ErrorIds);
        Assert.All(outcome.Errors, e => Assert.Equal(ErrorCategory.InvalidOperation, e.CategoryInfo.Category));
        Assert.Contains($"{frozen} is already paused", outcome.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Contains($"{created} is not running", outcome.Errors[1].Exception.Message, StringComparison.Ordinal);
    }
}
