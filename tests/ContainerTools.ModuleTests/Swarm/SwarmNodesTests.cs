using System.Diagnostics;

namespace ContainerTools.ModuleTests.Swarm;

/// <summary>A swarm of three engines, from its beginning to the loss of machines.</summary>
[Collection(SwarmNodesCollection.Name)]
public sealed class SwarmNodesTests(SwarmNodes nodes, PowerShellSession session) : IClassFixture<PowerShellSession>
{
    private RunningScript Start(string script) =>
        session.Start(script, ("one", nodes.Host(1)), ("two", nodes.Host(2)), ("three", nodes.Host(3)), ("address", nodes.Address()), ("image", TestEngine.Image));

    private Outcome Run(string script)
    {
        using var running = Start(script);
        return running.Finish();
    }

    private void Gather()
    {
        if (nodes.Docker("info", "--format", "{{.Swarm.LocalNodeState}}") == "active") return;
        Run("Initialize-ContainerSwarm $address -EngineHost $one -DispatcherHeartbeat 2s; Join-ContainerSwarm $two, $three -Manager $one").Good();
    }

    private string[] Nodes(string service) => [.. Run($"Get-ContainerTask {service} -DesiredState Running -EngineHost $one | Where-Object State -eq Running | ForEach-Object Node").Good().Text];

    /// <summary>Asks again until the answer is right: a manager that has just come back may still be catching up.</summary>
    private void Answers(string script, string answer)
    {
        var outcome = Run(script);
        for (var watch = Stopwatch.StartNew(); !outcome.Text.SequenceEqual([answer]); outcome = Run(script))
        {
            Assert.True(watch.Elapsed.TotalSeconds < 60, $"{script}: {string.Join(", ", outcome.Text)}; {string.Join("; ", outcome.Errors)}");
            Thread.Sleep(200);
        }
    }

    [Fact]
    public void Three_engines_make_a_swarm_that_outlives_a_worker_and_a_manager()
    {
        Gather();
        Assert.Equal("node1 Manager Ready\nnode2 Worker Ready\nnode3 Worker Ready", string.Join('\n', Run("Get-ContainerNode -EngineHost $one | ForEach-Object { \"$($_.Name) $($_.Role) $($_.State)\" }").Good().Text));

        // Spread over the nodes, and drained.
        Run("New-ContainerService spread $image -Replicas 3 -Command sh, -c, 'while true; do echo alive; sleep 1; done' -Init -StopGracePeriod 0 -NoResolveImage -EngineHost $one | Wait-ContainerService -TimeoutSeconds 90").Good();
        Assert.Equal(["node1", "node2", "node3"], Nodes("spread").Order(StringComparer.Ordinal));
        Run("Set-ContainerNode node2 -Availability Drain -EngineHost $one").Good();
        SwarmEngine.Until(() => Nodes("spread") is { Length: 3 } where && !where.Contains("node2"), "the drained node's tasks on others");
        Run("Set-ContainerNode node2 -Availability Active -EngineHost $one; Set-ContainerService spread -Force -EngineHost $one; Wait-ContainerService spread -TimeoutSeconds 90 -EngineHost $one").Good();
        Assert.Equal(["node1", "node2", "node3"], Nodes("spread").Order(StringComparer.Ordinal));

        // All nodes get certificates of another authority, while the tasks go on running.
        var oldRoot = nodes.Docker("swarm", "ca").Trim();
        var tasks = Run("Get-ContainerTask spread -DesiredState Running -EngineHost $one | ForEach-Object Id").Good().Text;
        Run("Reset-ContainerSwarmCA -TimeoutSeconds 120 -EngineHost $one").Good();
        var root = nodes.Docker("swarm", "ca").Trim();
        Assert.NotEqual(oldRoot, root);
        Assert.Equal([root, root, root], Run("Get-ContainerNode -Detailed -EngineHost $one | ForEach-Object { $_.Raw.Description.TLSInfo.TrustRoot.Trim() }").Good().Text);
        Assert.Equal(tasks, Run("Get-ContainerTask spread -DesiredState Running -EngineHost $one | ForEach-Object Id").Good().Text);

        // A worker is lost while its service's log is followed.
        using (var following = new PowerShellSession())
        using (var log = following.Start("Get-ContainerServiceLog spread -Follow -Tail 0 -EngineHost $one | ForEach-Object Node", ("one", nodes.Host(1))))
        {
            log.WaitForOutput(3, TimeSpan.FromSeconds(60));
            nodes.Kill(3);
            SwarmEngine.Until(() => Run("(Get-ContainerNode node3 -EngineHost $one).State").Text is ["Down"], "the lost node");
            var waited = Run("Wait-ContainerService spread -TimeoutSeconds 120 -EngineHost $one | ForEach-Object Name").Good();
            Assert.Equal(["spread"], waited.Text);
            Assert.DoesNotContain("node3", Nodes("spread"));
            var before = log.Output.Count;
            SwarmEngine.Until(() => log.Output.Count > before + 3, "further lines of the log");
            Assert.True(log.IsRunning);
            log.Stop();
        }
        nodes.Restart(3);
        SwarmEngine.Until(() => Run("(Get-ContainerNode node3 -EngineHost $one).State").Text is ["Ready"], "the node that came back");

        // A manager is lost and comes back.
        Run("Set-ContainerNode node2, node3 -Role Manager -EngineHost $one").Good();
        SwarmEngine.Until(() => Run("(Get-ContainerNode -EngineHost $one | Where-Object ManagerReachability -eq reachable).Count").Text is ["3"], "three managers");
        // A manager writes down what is settled along with the next change, and by that it knows the others when it comes back
        // from a sudden end: it gets some changes before.
        foreach (var value in new[] { 1, 2, 3 }) Answers($"Set-ContainerNode node1 -AddLabel change={value} -PassThru -EngineHost $two | ForEach-Object Name", "node1");
        nodes.Kill(2);
        SwarmEngine.Until(() => Run("(Get-ContainerNode node2 -EngineHost $one).ManagerReachability").Text is ["unreachable"], "the lost manager");
        Run("Set-ContainerService spread -Replicas 4 -EngineHost $one; Wait-ContainerService spread -TimeoutSeconds 120 -EngineHost $one").Good();
        nodes.Restart(2);
        SwarmEngine.Until(() => Run("(Get-ContainerNode node2 -EngineHost $one).ManagerReachability").Text is ["reachable"], "the manager that came back");
        Answers("Get-ContainerService -EngineHost $two | ForEach-Object Name", "spread");
        Run("Set-ContainerNode node2, node3 -Role Worker -ThrottleLimit 1 -EngineHost $one; Remove-ContainerService spread -EngineHost $one").Good();
    }

    [Fact]
    public void A_stack_of_ten_services_deploys_no_slower_than_with_dockers_client()
    {
        Gather();
        var file = Path.Combine(Path.GetTempPath(), "ct-ten-" + Guid.NewGuid().ToString("n")[..8] + ".yaml");
        File.WriteAllText(file, "services:\n" + string.Concat(Enumerable.Range(1, 10).Select(i => $"  s{i}:\n    image: busybox:latest\n    command: sleep 1000\n    init: true\n    stop_grace_period: 0s\n    deploy: {{ replicas: 1 }}\n")));
        try
        {
            // By turns, so that what else the machine does slows both.
            var (ours, theirs) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
            for (var i = 0; i < 5; i++)
            {
                ours = Shorter(ours, () => Run($"Deploy-ContainerStack {file} ten -ResolveImage Never -EngineHost $one").Good());
                theirs = Shorter(theirs, () => nodes.Docker("stack", "deploy", "--detach=true", "--resolve-image", "never", "--compose-file", file, "ten"));
            }
            TestContext.Current.SendDiagnosticMessage($"Deploying a stack of ten services: {ours.TotalSeconds:0.00} s, docker {theirs.TotalSeconds:0.00} s");
            Assert.True(ours <= theirs * 1.1, $"ours {ours.TotalSeconds:0.00} s, docker's {theirs.TotalSeconds:0.00} s");
        }
        finally
        {
            File.Delete(file);
        }

        TimeSpan Shorter(TimeSpan best, Action deploy)
        {
            var watch = Stopwatch.StartNew();
            deploy();
            var took = watch.Elapsed;
            Assert.Equal(["10"], Run("@(Get-ContainerService -Stack ten -EngineHost $one).Count").Good().Text);
            Run("Remove-ContainerStack ten -EngineHost $one").Good();
            return took < best ? took : best;
        }
    }
}
