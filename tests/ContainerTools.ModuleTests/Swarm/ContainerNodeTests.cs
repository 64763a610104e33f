namespace ContainerTools.ModuleTests.Swarm;

[Collection(SwarmCollection.Name)]
public sealed class ContainerNodeTests(SwarmEngine engine, PowerShellSession session) : IClassFixture<PowerShellSession>
{
    private Outcome Run(string script) => session.Run(script.Replace("-E", "-EngineHost $engine", StringComparison.Ordinal), ("engine", engine.Host()));

    [Fact]
    public void A_node_is_what_docker_says()
    {
        var node = Assert.Single(Run("Get-ContainerNode -E -Detailed").Good().Output);
        var facts = session.Run("$n.Name, $n.Id, $n.Role, $n.State, $n.Availability, $n.IsLeader, $n.Address, $n.EngineVersion, $n.Memory, $n.Raw.Spec.Role, $n.Labels.Count", ("n", node)).Good().Text;
        var docker = engine.Docker("node", "inspect", "self", "--format", "{{.Description.Hostname}}|{{.ID}}|Manager|Ready|Active|{{.ManagerStatus.Leader}}|{{.Status.Addr}}|{{.Description.Engine.EngineVersion}}|{{.Description.Resources.MemoryBytes}}|manager|0");
        Assert.Equal(docker.Replace("|true|", "|True|", StringComparison.Ordinal).Split('|'), facts);
    }

    [Fact]
    public void Labels_and_availability_change_and_the_rest_stays()
    {
        engine.Docker("node", "update", "--label-add", "kept=1", "node1");
        var changed = Run("Get-ContainerNode node* -E | Set-ContainerNode -AddLabel disk=ssd, old -PassThru | ForEach-Object { $_.Labels.Keys }").Good().Text;
        Assert.Equal(["disk", "kept", "old"], changed.Order(StringComparer.Ordinal));
        Assert.Equal(["node1"], Run("Get-ContainerNode -Label disk=ssd -E | ForEach-Object Name").Good().Text);
        Run("Set-ContainerNode self -RemoveLabel old, disk, kept -Availability Pause -E").Good();
        Assert.Equal("map[] pause", engine.Docker("node", "inspect", "self", "--format", "{{.Spec.Labels}} {{.Spec.Availability}}"));
        Run("Set-ContainerNode self -Availability Active -E; Set-ContainerNode self -Availability Drain -WhatIf -E").Good();
        Assert.Equal("active", engine.Docker("node", "inspect", "self", "--format", "{{.Spec.Availability}}"));
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        var outcome = Run("Set-ContainerNode node1 -Role Worker -E; Remove-ContainerNode node1 -E; Get-ContainerNode nothing, none* -E; Set-ContainerNode nothing -Role Worker -E; Get-Container none* -E | Set-ContainerNode");
        Assert.Equal(["LastManager", "NodeIsManager", "NodeNotFound", "NodeNotFound"], outcome.ErrorIds);
        Assert.Equal("node1", outcome.Errors[0].TargetObject);
    }
}
