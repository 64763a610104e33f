namespace ContainerTools.ModuleTests.Containers;

public sealed class SendContainerSignalTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    [Theory]
    [InlineData("HUP")]
    [InlineData("SIGHUP")]
    [InlineData("1")]
    public void A_signal_goes_by_name_or_number(string signal)
    {
        var name = containers.StartReady("hup" + signal.ToLowerInvariant(), "trap 'exit 6' HUP; touch /ready; while true; do sleep 0.1; done");
        Assert.Empty(session.Run("Send-ContainerSignal $name $signal", ("name", name), ("signal", signal)).Good().Output);
        Assert.Equal("6", TestEngine.Docker("wait", name));
    }

    [Theory]
    [InlineData("FOO")]
    [InlineData("777")]
    public void A_signal_that_there_is_not_is_refused(string signal)
    {
        var name = containers.Start("odd" + signal.ToLowerInvariant());
        var error = Assert.Single(session.Run("Send-ContainerSignal $name $signal", ("name", name), ("signal", signal)).Errors);
        Assert.StartsWith("RequestRefused,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Contains(signal, error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_does_not_run_cannot_be_told()
    {
        var name = containers.Create("still");
        Assert.Equal(["ContainerConflict"], session.Run("Send-ContainerSignal $name KILL", ("name", name)).ErrorIds);
    }
}
