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

        // Where services get secrets and configs, and only what they have where it is taken away.
        Proposed("New-ContainerService new busybox -Secret", name + "-s", name + "-s, of 20");
        Proposed($"Set-ContainerService {name} -AddConfig", name + "-c", name + "-c, of 20");
        Assert.Empty(Texts($"Set-ContainerService {name} -RemoveSecret", name));
        session.Run("Set-ContainerService $name -AddSecret \"$name-s\" -EngineHost $e", ("name", name), ("e", engine.Host())).Good();
        SwarmEngine.Until(() => Texts($"Set-ContainerService {name} -RemoveSecret", name) is [var only] && only == name + "-s", "the secret that can be taken away", 15);
        Assert.Empty(Texts($"Set-ContainerService {name} -RemoveConfig", name));
        Proposed($"Set-ContainerService other -RemoveConfig", name + "-c", name + "-c, of 20");
        Assert.Contains("ingress", Texts($"Set-ContainerService {name} -AddNetwork", "ing"));

        // Ids.
        foreach (var (kind, cmdlet) in new[] { ("service", "Get-ContainerService"), ("secret", "Get-ContainerSecret"), ("config", "Get-ContainerConfig") })
        {
            var id = engine.Docker(kind, "ls", "--quiet", "--filter", "name=" + name)[..12];
            var match = Assert.Single(Matches(cmdlet + " -Id", id[..8]));
            Assert.Equal(id, match.CompletionText);
            Assert.StartsWith(name, match.ToolTip, StringComparison.Ordinal);
        }
        session.Run("Set-ContainerService $name -Replicas 1 -EngineHost $e", ("name", name), ("e", engine.Host())).Good();
        SwarmEngine.Until(() => engine.Docker("service", "ps", "--quiet", name).Length > 0, "a task");
        var task = engine.Docker("service", "ps", "--quiet", name).Split('\n')[0];
        SwarmEngine.Until(() => Matches("Get-ContainerTask -Id", task[..8]) is [var only] && only.CompletionText == task[..12] && only.ToolTip.StartsWith(name + ".1: ", StringComparison.Ordinal), "the task's id", 15);

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
