using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ContainerTools.ModuleTests.Swarm;

/// <summary>Services on a swarm of one engine.</summary>
[Collection(SwarmCollection.Name)]
public sealed partial class ContainerServiceTests(SwarmEngine engine, PowerShellSession session) : IClassFixture<PowerShellSession>, IDisposable
{
    private readonly string name = "t" + Guid.NewGuid().ToString("n")[..8];

    private Outcome Run(string script, params (string Name, object? Value)[] variables) =>
        session.Run(OnEngine().Replace(script, "-EngineHost $$engine"), [("engine", engine.Host()), ("name", name), ("image", TestEngine.Image), .. variables]);

    [GeneratedRegex("-E(?![A-Za-z])")]
    private static partial Regex OnEngine();

    private JsonNode Spec(string service) => JsonNode.Parse(engine.Docker("service", "inspect", service))![0]!["Spec"]!;

    public void Dispose()
    {
        var services = engine.Docker("service", "ls", "--quiet", "--filter", "name=" + name).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (services.Length > 0) engine.Docker(["service", "rm", .. services]);
    }

    [Fact]
    public void What_a_service_is_given_is_what_dockers_client_sends()
    {
        engine.Docker("network", "create", "--driver", "overlay", name);
        engine.Docker("config", "create", name, "/etc/hostname");
        engine.Docker("secret", "create", name, "/etc/hostname");
        try
        {
            engine.Docker("service", "create", "--quiet", "--detach", "--no-resolve-image", "--name", name + "-docker", "--replicas", "3", "--constraint", "node.labels.none==1", "--placement-pref", "spread=node.labels.zone",
                "--replicas-max-per-node", "2", "--env", "A=1", "--env", "B=x=y", "--label", "l=1", "--container-label", "cl=2", "--user", "1:2", "--group", "5", "--workdir", "/tmp", "--hostname", "h", "--tty", "--init", "--read-only",
                "--stop-signal", "SIGINT", "--stop-grace-period", "7s", "--health-cmd", "true", "--health-interval", "3s", "--health-retries", "4", "--log-driver", "json-file", "--log-opt", "max-size=1m",
                "--cap-add", "net_admin", "--cap-drop", "ALL", "--sysctl", "net.core.somaxconn=1024", "--ulimit", "nofile=100:200",
                "--publish", "8201:80", "--publish", "published=8202,target=53,protocol=udp,mode=host", "--endpoint-mode", "vip", "--network", $"name={name},alias=al", "--dns", "1.2.3.4", "--dns-search", "example.com", "--dns-option", "ndots:1", "--host", "db:10.0.0.5",
                "--mount", "type=volume,source=v,target=/v,volume-nocopy", "--mount", "type=tmpfs,target=/t,tmpfs-size=1m,tmpfs-mode=1777", "--mount", "type=bind,source=/tmp,target=/b,readonly",
                "--secret", $"source={name},target=s,uid=1,gid=2,mode=0400", "--config", $"source={name},target=/c", "--limit-cpu", "0.5", "--limit-memory", "64m", "--limit-pids", "50", "--reserve-cpu", "0.25", "--reserve-memory", "32m", "--generic-resource", "gpu=2",
                "--restart-condition", "on-failure", "--restart-delay", "2s", "--restart-max-attempts", "3", "--restart-window", "1m", "--update-parallelism", "2", "--update-delay", "1s", "--update-monitor", "3s", "--update-failure-action", "rollback", "--update-max-failure-ratio", "0.25", "--update-order", "start-first",
                "--rollback-parallelism", "0", "--rollback-delay", "4s", "--rollback-failure-action", "continue", "--entrypoint", "sh", TestEngine.Image, "-c", "sleep 1000");
            Run("""
                New-ContainerService "$name-ours" $image -E -NoResolveImage -Replicas 3 -Constraint node.labels.none==1 -PlacementPreference spread=node.labels.zone -MaxReplicasPerNode 2 -Environment A=1, B=x=y -Label l=1 -ContainerLabel @{ cl = 2 } `
                    -User 1:2 -Group 5 -WorkingDirectory /tmp -HostName h -Tty -Init -ReadOnly -StopSignal SIGINT -StopGracePeriod 7s -HealthCheck @{ Test = 'true'; Interval = '3s'; Retries = 4 } -LogDriver json-file -LogOption max-size=1m `
                    -CapAdd net_admin -CapDrop ALL -Sysctl net.core.somaxconn=1024 -Ulimit nofile=100:200 -Publish 8201:80, @{ PublishedPort = 8202; TargetPort = 53; Protocol = 'udp'; Mode = 'host' } -EndpointMode vip -Network "name=$name,alias=al" `
                    -Dns 1.2.3.4 -DnsSearch example.com -DnsOption ndots:1 -AddHost db:10.0.0.5 -Mount 'type=volume,source=v,target=/v,volume-nocopy', 'type=tmpfs,target=/t,tmpfs-size=1m,tmpfs-mode=1777', @{ Type = 'bind'; Source = '/tmp'; Target = '/b'; ReadOnly = $true } `
                    -Secret "source=$name,target=s,uid=1,gid=2,mode=0400" -Config "source=$name,target=/c" -LimitCpu 0.5 -LimitMemory 64m -LimitPids 50 -ReserveCpu 0.25 -ReserveMemory 32MB -GenericResource gpu=2 `
                    -RestartCondition OnFailure -RestartDelay 2s -RestartMaxAttempts 3 -RestartWindow 1m -UpdateParallelism 2 -UpdateDelay 1s -UpdateMonitor 3s -UpdateFailureAction Rollback -UpdateMaxFailureRatio 0.25 -UpdateOrder StartFirst `
                    -RollbackParallelism 0 -RollbackDelay 4s -RollbackFailureAction Continue -Entrypoint sh -Command '-c', 'sleep 1000'
                """.Replace("8202;", "8203;", StringComparison.Ordinal).Replace("8201:", "8204:", StringComparison.Ordinal)).Good();
            var (docker, ours) = (Spec(name + "-docker"), Spec(name + "-ours"));
            ours["Name"] = name + "-docker";
            foreach (var port in ours["EndpointSpec"]!["Ports"]!.AsArray()) port!["PublishedPort"] = (int)port["TargetPort"]! == 80 ? 8201 : 8202;
            Assert.Equal(Sorted(docker), Sorted(ours));
        }
        finally
        {
            Dispose();
            SwarmEngine.Until(() => Removed("network") && Removed("secret") && Removed("config"), "the removal");
        }

        bool Removed(string kind)
        {
            try
            {
                engine.Docker(kind, "rm", name);
                return true;
            }
            catch (InvalidOperationException e)
            {
                return e.Message.Contains("not found", StringComparison.OrdinalIgnoreCase) || e.Message.Contains("no such", StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    private static string Sorted(JsonNode? node) => node switch
    {
        JsonObject map => "{" + string.Join(",", map.Where(pair => pair.Value is not JsonObject { Count: 0 }).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}:{Sorted(pair.Value)}")) + "}",
        JsonArray list => "[" + string.Join(",", list.Select(Sorted).Order(StringComparer.Ordinal)) + "]",
        _ => node?.ToJsonString() ?? "null",
    };

    [Fact]
    public void A_service_runs_is_scaled_updated_and_taken_back()
    {
        var made = Run("New-ContainerService $name $image -Replicas 2 -Command sleep, 1000 -UpdateMonitor 1s -UpdateDelay 0 -StopGracePeriod 0 -NoResolveImage -E | Wait-ContainerService -TimeoutSeconds 60").Good();
        var service = Assert.Single(made.Output);
        Assert.Equal(["2", "2", "Replicated", TestEngine.Image], session.Run("$s.RunningTasks, $s.DesiredTasks, $s.Mode, $s.Image", ("s", service)).Good().Text);
        Assert.Equal("2/2", engine.Docker("service", "ls", "--filter", "name=" + name, "--format", "{{.Replicas}}"));

        Run("Set-ContainerService $name -Replicas 3 -AddEnvironment A=1, B=2 -E; Set-ContainerService $name -RemoveEnvironment A -AddLabel l=1 -AddPublish 8210:80 -E; Wait-ContainerService $name -TimeoutSeconds 60 -E").Good();
        var spec = Spec(name);
        Assert.Equal(("3", "[\"B=2\"]", "{\"l\":\"1\"}", "[\"sleep\",\"1000\"]"), (spec["Mode"]!["Replicated"]!["Replicas"]!.ToJsonString(), spec["TaskTemplate"]!["ContainerSpec"]!["Env"]!.ToJsonString(), spec["Labels"]!.ToJsonString(), spec["TaskTemplate"]!["ContainerSpec"]!["Args"]!.ToJsonString()));

        var tasks = Run("Get-ContainerTask $name -DesiredState Running -E | ForEach-Object { \"$($_.Name) $($_.Node) $($_.State) $($_.ContainerId.Length) $($_.Service)\" }").Good().Text;
        Assert.Equal([.. Enumerable.Range(1, 3).Select(i => $"{name}.{i} node1 Running 64 {name}")], tasks);

        var bad = Run("Set-ContainerService $name 'nothing:of-the-kind' -E -NoResolveImage; Wait-ContainerService $name -TimeoutSeconds 60 -E");
        var error = Assert.Single(bad.Errors);
        Assert.Equal("ServiceUpdatePaused", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains("nothing:of-the-kind", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal("paused", Run("(Get-ContainerService $name -E).Update.State").Good().Text[0]);

        Run("Undo-ContainerService $name -WhatIf -E").Good();
        var back = Run("Undo-ContainerService $name -PassThru -E | Wait-ContainerService -TimeoutSeconds 60 | ForEach-Object { $_.Image; $_.DesiredTasks; $_.RunningTasks -ge 3 }").Good().Text;
        // One that is on its way out may be counted as running for a moment.
        Assert.Equal([TestEngine.Image, "3", "True"], back);
        Assert.Equal(["ServiceNotFound"], Run("Remove-ContainerService $name -E; Remove-ContainerService $name -E").ErrorIds);
    }

    [Fact]
    public void An_update_that_is_taken_back_by_itself_is_an_error_with_the_reason()
    {
        Run("New-ContainerService $name $image -Command sleep, 1000 -UpdateMonitor 2s -UpdateFailureAction Rollback -StopGracePeriod 0 -NoResolveImage -E | Wait-ContainerService -TimeoutSeconds 60").Good();
        var outcome = Run("Set-ContainerService $name -Command sh, -c, 'exit 3' -E; Wait-ContainerService $name -TimeoutSeconds 60 -E");
        Assert.Equal(["ServiceRolledBack"], outcome.ErrorIds);
        Assert.Contains("task: non-zero exit (3)", outcome.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_that_cannot_run_does_not_hold_up_for_ever()
    {
        var outcome = Run("New-ContainerService $name $image -Constraint node.labels.none==1 -NoResolveImage -E | Wait-ContainerService -TimeoutSeconds 2");
        Assert.Equal(["ServiceWaitTimeout"], outcome.ErrorIds);
        Assert.Contains("no suitable node", outcome.Errors[0].Exception.Message, StringComparison.Ordinal);
        session.StopsAtOnce("'waiting'; Wait-ContainerService $name -EngineHost $engine", 1, ("name", name), ("engine", engine.Host()));
    }

    [Fact]
    public void A_job_has_converged_when_its_tasks_have_ended()
    {
        var job = Run("New-ContainerService $name $image -Mode ReplicatedJob -Replicas 2 -MaxConcurrent 2 -Command sh, -c, 'echo done' -NoResolveImage -E | Wait-ContainerService -TimeoutSeconds 60 | ForEach-Object { $_.Mode; $_.CompletedTasks }").Good().Text;
        Assert.Equal(["ReplicatedJob", "2"], job);
        Assert.Equal(["done", "done"], Run("Get-ContainerServiceLog $name -E").Good().Text);
    }

    [Fact]
    public void Lines_of_a_log_say_which_task_and_node_wrote_them()
    {
        Run("New-ContainerService $name $image -Replicas 2 -Command sh, -c, 'echo out; echo err >&2; sleep 1000' -Init -StopGracePeriod 0 -NoResolveImage -E | Wait-ContainerService -TimeoutSeconds 60").Good();
        var lines = Run("Get-ContainerServiceLog $name -E | ForEach-Object { \"$($_.Task) $($_.Node) $($_.Stream) $_ $($_.Timestamp.Year -gt 2000)\" }").Good().Text.Order(StringComparer.Ordinal);
        Assert.Equal([$"{name}.1 node1 StdErr err True", $"{name}.1 node1 StdOut out True", $"{name}.2 node1 StdErr err True", $"{name}.2 node1 StdOut out True"], lines);
        Assert.Equal(["err", "err"], Run("Get-ContainerService $name -E | Get-ContainerServiceLog -Stream StdErr").Good().Text);
        Assert.Equal(["out"], Run("Get-ContainerServiceLog -Task (Get-ContainerTask $name -E)[0] -Stream StdOut").Good().Text);
        session.StopsAtOnce("Get-ContainerServiceLog $name -Follow -EngineHost $engine", 4, ("name", name), ("engine", engine.Host()));
    }

    [Fact]
    public void Many_at_once_do_not_undo_each_other()
    {
        Run("New-ContainerService $name $image -Replicas 0 -NoResolveImage -E").Good();
        using var others = new Sessions(8);
        others.Run(i => $"Set-ContainerService {name} -AddLabel l{i}=1 -EngineHost {engine.Host()}");
        Assert.Equal(8, Spec(name)["Labels"]!.AsObject().Count);
    }

    /// <summary>Sessions that do something at the same time.</summary>
    private sealed class Sessions(int count) : IDisposable
    {
        private readonly PowerShellSession[] all = [.. Enumerable.Range(0, count).Select(_ => new PowerShellSession())];

        public void Run(Func<int, string> script)
        {
            foreach (var one in all) one.Run("$null").Good();
            var running = all.Select((one, i) => one.Start(script(i))).ToList();
            foreach (var one in running) one.Finish().Good();
        }

        public void Dispose() => Array.ForEach(all, one => one.Dispose());
    }

    [Fact]
    public void What_cannot_be_is_refused_and_what_is_not_there_is_named()
    {
        var outcome = Run("""
            New-ContainerService $name $image -Replicas 0 -NoResolveImage -E | ForEach-Object Name
            New-ContainerService $name $image -NoResolveImage -E
            New-ContainerService "$name-2" $image -Secret nothing -NoResolveImage -E
            New-ContainerService "$name-2" $image -Network nothing -NoResolveImage -E
            New-ContainerService "$name-2" $image -Mode Global -Replicas 2 -NoResolveImage -E
            New-ContainerService "$name-2" $image -NoResolveImage -WhatIf -E
            Undo-ContainerService $name -E
            Get-ContainerService "$name-2", "$name-2*" -E
            Get-ContainerTask "$name-2" -E
            Get-ContainerNode -E | Remove-ContainerService
            """);
        Assert.Equal(["ServiceAlreadyExists", "SecretNotFound", "NetworkNotFound", "ServiceSpecInvalid", "ServiceNeverUpdated", "ServiceNotFound", "ServiceNotFound", "ParameterArgumentTransformationError"], outcome.ErrorIds);
        Assert.Equal([name], outcome.Text);
        Assert.Contains("A node is not a service", outcome.Errors[^1].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_registry_that_cannot_be_asked_is_a_warning()
    {
        var outcome = Run("New-ContainerService $name $image -Replicas 0 -E").Good();
        Assert.Contains($"No registry told the digest of '{TestEngine.Image}'", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
    }
}
