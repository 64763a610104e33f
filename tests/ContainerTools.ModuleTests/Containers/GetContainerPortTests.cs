namespace ContainerTools.ModuleTests.Containers;

public sealed class GetContainerPortTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    private const string Tell = "ForEach-Object { \"$($_.Port)/$($_.Protocol) -> $($_.HostIP):$($_.HostPort)\" }";

    private string Publishing(string suffix) => containers.Start(suffix, "sleep 1000", "--publish", "127.0.0.1::80", "--publish", "127.0.0.1::53/udp", "--publish", "127.0.0.1::53", "--expose", "99");

    [Fact]
    public void It_tells_what_docker_tells()
    {
        var name = Publishing("ports");
        var docker = TestEngine.Docker("port", name).Split('\n').Select(line => line.Trim());
        Assert.Equal(docker.Order(StringComparer.Ordinal), session.Run($"Get-ContainerPort $name | {Tell}", ("name", name)).Good().Text.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Ports_and_protocols_narrow_it()
    {
        var name = Publishing("narrow");
        var outcome = session.Run("(Get-ContainerPort $name 80, 99).Port; (Get-ContainerPort $name -ContainerPort 53 -Protocol udp).Protocol; (Get-ContainerPort $name -Protocol TCP).Port; Get-ContainerPort $name 81", ("name", name)).Good();
        Assert.Equal(["80", "udp", "53", "80"], outcome.Text);
    }

    [Fact]
    public void The_Uri_is_where_a_client_connects()
    {
        var name = Publishing("uri");
        var outcome = session.Run("$p = Get-ContainerPort $name 80; \"$($p.Uri)\"; \"http://127.0.0.1:$($p.HostPort)/\"; $null -eq (Get-ContainerPort $name -Protocol udp).Uri", ("name", name)).Good();
        Assert.Equal(outcome.Text[1], outcome.Text[0]);
        Assert.Equal("True", outcome.Text[2]);
    }

    [Fact]
    public void One_that_does_not_run_offers_nothing()
    {
        var name = containers.Create("still", "sleep 1000", "--publish", "127.0.0.1:18999:80");
        Assert.Empty(session.Run("Get-ContainerPort $name", ("name", name)).Good().Output);
    }

    [Fact]
    public void A_port_leads_back_to_its_container()
    {
        var name = Publishing("back");
        Assert.Equal([name], session.Run("Get-ContainerPort $name 80 | Stop-Container -Force -PassThru", ("name", name)).Good().Text);
    }
}
