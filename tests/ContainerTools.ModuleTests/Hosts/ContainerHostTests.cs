namespace ContainerTools.ModuleTests.Hosts;

/// <summary>Get-ContainerHost and Test-ContainerHost, against what docker's client says.</summary>
public sealed class ContainerHostTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    [Theory]
    [InlineData("Id", "{{.ID}}")]
    [InlineData("Name", "{{.Name}}")]
    [InlineData("ServerVersion", "{{.ServerVersion}}")]
    [InlineData("OSType", "{{.OSType}}")]
    [InlineData("Architecture", "{{.Architecture}}")]
    [InlineData("KernelVersion", "{{.KernelVersion}}")]
    [InlineData("ProcessorCount", "{{.NCPU}}")]
    [InlineData("Memory", "{{.MemTotal}}")]
    [InlineData("StorageDriver", "{{.Driver}}")]
    [InlineData("LoggingDriver", "{{.LoggingDriver}}")]
    [InlineData("CgroupVersion", "{{.CgroupVersion}}")]
    [InlineData("DefaultRuntime", "{{.DefaultRuntime}}")]
    [InlineData("RootDirectory", "{{.DockerRootDir}}")]
    [InlineData("SwarmState", "{{.Swarm.LocalNodeState}}")]
    public void It_says_what_docker_info_says(string property, string template) =>
        Assert.Equal([TestEngine.Docker("info", "--format", template)], session.Run($"Get-ContainerHost | ForEach-Object {property}").Good().Text);

    [Fact]
    public void It_knows_how_it_was_named()
    {
        var outcome = session.Run("$h = Get-ContainerHost; $h.EngineHost; $h.Source; $h.ApiVersion; (Get-ContainerHost -EngineHost $h.EngineHost).Source").Good();
        Assert.Equal([TestEngine.Host, "DockerHost", TestEngine.ApiVersion.ToString(), "Parameter"], outcome.Text);
    }

    [Fact]
    public void An_engine_that_answers_is_reachable()
    {
        var outcome = session.Run("$t = Test-ContainerHost; $t.Reachable; $t.Latency -gt [timespan]::Zero; $t.Latency -lt [timespan]::FromSeconds(10); $null -eq $t.Error; Test-ContainerHost -Quiet").Good();
        Assert.Equal(["True", "True", "True", "True", "True"], outcome.Text);
    }

    [Fact]
    public void One_that_does_not_is_an_answer_and_no_error()
    {
        var outcome = session.Run("$t = Test-ContainerHost -EngineHost tcp://127.0.0.1:1, $ok; $t.Reachable; $t[0].ErrorId; Test-ContainerHost -Quiet -EngineHost unix:///no/such.sock", ("ok", TestEngine.Host)).Good();
        Assert.Equal(["False", "True", "EngineUnreachable", "False"], outcome.Text);
    }
}
