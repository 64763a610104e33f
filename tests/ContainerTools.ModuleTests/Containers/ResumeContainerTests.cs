namespace ContainerTools.ModuleTests.Containers;

public sealed class ResumeContainerTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    [Fact]
    public void It_lets_go_on()
    {
        var name = containers.Start("go");
        TestEngine.Docker("pause", name);
        Assert.Equal(["Running"], session.Run("Get-Container $name | Resume-Container -PassThru | ForEach-Object State", ("name", name)).Good().Text);
    }

    [Fact]
    public void What_is_not_frozen_is_refused()
    {
        var name = containers.Start("warm");
        var error = Assert.Single(session.Run("Resume-Container $name", ("name", name)).Errors);
        Assert.StartsWith("ContainerConflict,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal((ErrorCategory.InvalidOperation, name), (error.CategoryInfo.Category, error.TargetObject));
    }
}
