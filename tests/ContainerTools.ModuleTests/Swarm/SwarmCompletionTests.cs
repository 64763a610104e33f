using System.Management.Automation;

namespace ContainerTools.ModuleTests.Swarm;

/// <summary>What is proposed of a swarm where a command line ends.</summary>
[Collection(SwarmCollection.Name)]
public sealed class SwarmCompletionTests(SwarmEngine engine, LooseEngine loose, PowerShellSession session) : IClassFixture<PowerShellSession>, IClassFixture<LooseEngine>, IDisposable
{
    private readonly string name = "c" + Guid.NewGuid().ToString("n")[..8];

    public void Dispose()
    {
        foreach (var kind in new[] { "service", "secret", "config" })
        {
            var ids = engine.Docker(kind, "ls", "--quiet", "--filter", "name=" + name).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (ids.Length > 0) engine.Docker([kind, "rm", .. ids]);
        }
    }

    [Fact]
    public void What_a_swarm_has_is_proposed_where_it_can_be_acted_on()
    {
        session.Run("New-ContainerService $name busybox -Replicas 0 -NoResolveImage -Label \"com.docker.stack.namespace=$name-stack\" -EngineHost $e; New-ContainerSecret \"$name-s\" ([byte[]]1) -EngineHost $e; New-ContainerConfig \"$name-c\" text -EngineHost $e", ("name", name), ("e", engine.Host())).Good();
        Proposed("Get-ContainerService", name, "busybox");
        Proposed("Set-ContainerService", name, "busybox");
        Proposed("Get-ContainerStack", name + "-stack", name);
        Proposed("Get-ContainerTask -Stack", name + "-stack", name);
        Proposed("Get-ContainerSecret", name + "-s", name + "-s, of 20");
        Proposed("Remove-ContainerConfig", name + "-c", name + "-c, of 20");
        Assert.Empty(Texts("Undo-ContainerService", name));
        Assert.Equal("manager, ready", Assert.Single(Matches("Get-ContainerNode", "node")).ToolTip);
        Assert.Empty(Texts("Remove-ContainerNode", "node"));
        Assert.Equal(["node1"], Texts("Remove-ContainerNode -Force", "node"));

        void Proposed(string command, string expected, string tip)
        {
            var match = Assert.Single(Matches(command, name));
            Assert.Equal(expected, match.CompletionText);
            Assert.StartsWith(tip, match.ToolTip, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_engine_that_is_in_no_swarm_proposes_nothing_and_no_error()
    {
        foreach (var command in new[] { "Get-ContainerService", "Get-ContainerNode", "Get-ContainerStack", "Remove-ContainerSecret", "Remove-ContainerConfig" }) Assert.Empty(Matches(command, "n", loose.Host()));
    }

    private string[] Texts(string command, string word) => [.. Matches(command, word).Select(match => match.CompletionText)];

    private CompletionResult[] Matches(string command, string word, string? host = null)
    {
        var words = command.Split(' ', 2);
        var line = $"{words[0]} -EngineHost {host ?? engine.Host()} {(words.Length > 1 ? words[1] + " " : "")}{word}";
        return [.. session.Run("[System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches", ("line", line)).Good().Output.Select(item => (CompletionResult)item.BaseObject)];
    }
}
