using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ContainerTools.FaultEngine;

namespace ContainerTools.ModuleTests.Swarm;

/// <summary>
/// What <c>New-</c> and <c>Set-ContainerService</c> send for each of their parameters, held against what docker's client sends to the
/// same engine, which writes down what it is asked.
/// </summary>
public sealed partial class ServiceRequestTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    /// <summary>What there is to change: a service that has something of everything.</summary>
    private const string Existing = """
        {"ID":"service1","Version":{"Index":7},"Spec":{"Name":"s","Labels":{"l":"1","m":"1"},"Mode":{"Replicated":{"Replicas":1}},
        "EndpointSpec":{"Mode":"vip","Ports":[{"Protocol":"tcp","TargetPort":80,"PublishedPort":8080,"PublishMode":"ingress"},{"Protocol":"udp","TargetPort":53,"PublishedPort":5353,"PublishMode":"ingress"}]},
        "TaskTemplate":{"ForceUpdate":2,"Networks":[{"Target":"id-front"}],"Placement":{"Constraints":["node.role==worker","node.labels.a==1"]},
        "ContainerSpec":{"Image":"img:1","Args":["old"],"Env":["A=1","B=2"],"Labels":{"c":"1","d":"1"},"Mounts":[{"Type":"volume","Source":"v","Target":"/v"},{"Type":"bind","Source":"/h","Target":"/h"}],
        "Secrets":[{"SecretID":"id-key","SecretName":"key","File":{"Name":"key","UID":"0","GID":"0","Mode":292}}],"Configs":[{"ConfigID":"id-conf","ConfigName":"conf","File":{"Name":"/conf","UID":"0","GID":"0","Mode":292}}]}}}}
        """;

    private static readonly (string Docker, string Ours)[] Created =
    [
        ("--replicas 3", "-Replicas 3"), ("--replicas 0", "-Replicas 0"), ("--mode global", "-Mode Global"), ("--mode replicated-job --replicas 4 --max-concurrent 2", "-Mode ReplicatedJob -Replicas 4 -MaxConcurrent 2"), ("--mode global-job", "-Mode GlobalJob"),
        ("--replicas-max-per-node 2", "-MaxReplicasPerNode 2"), ("--constraint node.role==worker", "-Constraint node.role==worker"), ("--placement-pref spread=node.labels.a", "-PlacementPreference spread=node.labels.a"),
        ("--limit-cpu 0.5 --limit-memory 64m --limit-pids 5", "-LimitCpu 0.5 -LimitMemory 64m -LimitPids 5"), ("--reserve-cpu 0.25 --reserve-memory 32m", "-ReserveCpu 0.25 -ReserveMemory 32m"), ("--generic-resource gpu=2", "-GenericResource gpu=2"),
        ("--restart-condition on-failure", "-RestartCondition OnFailure"), ("--restart-condition none", "-RestartCondition None"), ("--restart-delay 2s --restart-max-attempts 3 --restart-window 1m", "-RestartDelay 2s -RestartMaxAttempts 3 -RestartWindow 1m"),
        ("--update-parallelism 0", "-UpdateParallelism 0"), ("--update-parallelism 2 --update-delay 1s --update-monitor 3s --update-failure-action rollback --update-max-failure-ratio 0.25 --update-order start-first", "-UpdateParallelism 2 -UpdateDelay 1s -UpdateMonitor 3s -UpdateFailureAction Rollback -UpdateMaxFailureRatio 0.25 -UpdateOrder StartFirst"),
        ("--rollback-parallelism 2 --rollback-delay 1s --rollback-monitor 3s --rollback-failure-action continue --rollback-max-failure-ratio 0.25 --rollback-order start-first", "-RollbackParallelism 2 -RollbackDelay 1s -RollbackMonitor 3s -RollbackFailureAction Continue -RollbackMaxFailureRatio 0.25 -RollbackOrder StartFirst"),
        ("--env A=1 --env B=x=y --env A=2", "-Environment A=1, B=x=y, A=2"), ("--env-file FILE --env B=mine", "-EnvironmentFile FILE -Environment B=mine"), ("--label a=1 --label b", "-Label a=1, b"), ("--container-label a=1", "-ContainerLabel a=1"),
        ("--user 1:2 --group 5 --workdir /w --hostname h", "-User 1:2 -Group 5 -WorkingDirectory /w -HostName h"), ("--tty", "-Tty"), ("--init", "-Init"), ("--init=false", "-Init:$false"), ("--read-only", "-ReadOnly"), ("--stop-signal SIGINT --stop-grace-period 7s", "-StopSignal SIGINT -StopGracePeriod 7s"),
        ("--health-cmd true --health-interval 3s --health-timeout 2s --health-start-period 4s --health-retries 5", "-HealthCheck @{ Test = 'true'; Interval = '3s'; Timeout = '2s'; StartPeriod = '4s'; Retries = 5 }"), ("--no-healthcheck", "-NoHealthCheck"),
        ("--log-driver json-file --log-opt max-size=1m", "-LogDriver json-file -LogOption max-size=1m"), ("--cap-add net_admin --cap-drop ALL", "-CapAdd net_admin -CapDrop ALL"), ("--sysctl a.b=1", "-Sysctl a.b=1"), ("--ulimit nofile=1:2", "-Ulimit nofile=1:2"),
        ("--oom-score-adj 5", "-OomScoreAdj 5"), ("--isolation process", "-Isolation process"), ("--credential-spec file://a.json", "-CredentialSpec file://a.json"), ("--credential-spec registry://a", "-CredentialSpec registry://a"), ("--credential-spec config://conf", "-CredentialSpec config://conf"),
        ("--credential-spec config://conf --config conf", "-CredentialSpec config://conf -Config conf"),
        ("--publish 8080:80 --publish published=53,target=53,protocol=udp,mode=host", "-Publish 8080:80, 'published=53,target=53,protocol=udp,mode=host'"), ("--endpoint-mode dnsrr", "-EndpointMode dnsrr"), ("--network front --network name=back,alias=a", "-Network front, 'name=back,alias=a'"),
        ("--dns 1.1.1.1 --dns-search x.y --dns-option ndots:1", "-Dns 1.1.1.1 -DnsSearch x.y -DnsOption ndots:1"), ("--host a:1.1.1.1", "-AddHost a:1.1.1.1"), ("--entrypoint sh", "-Entrypoint sh"),
        ("--mount type=volume,source=v,target=/v,volume-nocopy", "-Mount 'type=volume,source=v,target=/v,volume-nocopy'"), ("--mount type=cluster,source=group:g,target=/c", "-Mount 'type=cluster,source=group:g,target=/c'"), ("--mount type=cluster,source=v,target=/c,readonly", "-Mount 'type=cluster,source=v,target=/c,readonly'"),
        ("--mount type=bind,source=/a,target=/b,readonly,bind-propagation=rslave", "-Mount 'type=bind,source=/a,target=/b,readonly,bind-propagation=rslave'"), ("--mount type=tmpfs,target=/t,tmpfs-size=1m,tmpfs-mode=1777", "-Mount 'type=tmpfs,target=/t,tmpfs-size=1m,tmpfs-mode=1777'"),
        ("--secret key", "-Secret key"), ("--secret source=key,target=t,uid=1,gid=2,mode=0400", "-Secret @{ Source = 'key'; Target = 't'; Uid = 1; Gid = 2; Mode = 0400 }"), ("--config source=conf,target=/c", "-Config 'source=conf,target=/c'"),
    ];

    private static readonly (string Docker, string Ours)[] Changed =
    [
        ("--args new", "-Command new"), ("--image img:2", "img:2"), ("--env-add B=3 --env-add C=4 --env-rm A", "-AddEnvironment B=3, C=4 -RemoveEnvironment A"), ("--label-add m=2 --label-add n=3 --label-rm l", "-AddLabel m=2, n=3 -RemoveLabel l"),
        ("--container-label-add d=2 --container-label-rm c", "-AddContainerLabel d=2 -RemoveContainerLabel c"), ("--mount-add type=tmpfs,target=/t --mount-rm /v", "-AddMount 'type=tmpfs,target=/t' -RemoveMount /v"), ("--mount-add type=volume,source=w,target=/v", "-AddMount 'type=volume,source=w,target=/v'"),
        ("--publish-add 9090:90 --publish-rm 80", "-AddPublish 9090:90 -RemovePublish 80"), ("--publish-rm 53/udp", "-RemovePublish 53/udp"), ("--network-add back --network-rm front", "-AddNetwork back -RemoveNetwork front"), ("--secret-add other --secret-rm key", "-AddSecret other -RemoveSecret key"),
        ("--config-add source=more,target=/m --config-rm conf", "-AddConfig 'source=more,target=/m' -RemoveConfig conf"), ("--constraint-add node.labels.b==2 --constraint-rm node.role==worker", "-AddConstraint node.labels.b==2 -RemoveConstraint node.role==worker"), ("--force", "-Force"), ("--replicas 5", "-Replicas 5"),
        ("--limit-memory 64m", "-LimitMemory 64m"), ("--update-delay 2s", "-UpdateDelay 2s"), ("--restart-delay 2s", "-RestartDelay 2s"), ("--credential-spec file://a.json", "-CredentialSpec file://a.json"), ("--credential-spec config://conf", "-CredentialSpec config://conf"), ("--init", "-Init"), ("--health-retries 2", "-HealthCheck @{ Retries = 2 }"), ("--no-healthcheck", "-NoHealthCheck"),
    ];

    public static TheoryData<string, string> New => [.. Created];

    public static TheoryData<string, string> Set => [.. Changed];

    private static ScriptedEngine Start()
    {
        _ = TestEngine.Host; // where there is none, there is no client either
        var engine = new ScriptedEngine("1.51");
        engine.When("GET /services").Answer(Answer.Json("[]")).When("GET /services/*").Answer(Answer.Json(Existing))
            .When("POST /services/create").Answer(Answer.Json(201, """{"ID":"service1"}""")).When("POST /services/*/update").Answer(Answer.Json("{}"))
            .When("GET /networks").Answer(Answer.Json("[]")).When("GET /networks/*").Answer(request => Answer.Json($$"""{"Name":"{{request.Part(1)}}","Id":"id-{{request.Part(1).Replace("id-", "", StringComparison.Ordinal)}}","Scope":"swarm","Driver":"overlay"}"""))
            .When("GET /distribution/*/json").Answer(Answer.Json($$$"""{"Descriptor":{"mediaType":"application/vnd.oci.image.index.v1+json","digest":"{{{Digest}}}","size":1},"Platforms":[{"architecture":"amd64","os":"linux"},{"architecture":"arm64","os":"linux","variant":"v8"}]}"""));
        foreach (var (kind, names) in new[] { ("secrets", new[] { "key", "other" }), ("configs", ["conf", "more"]) })
        {
            engine.When($"GET /{kind}").Answer(Answer.Json($"[{string.Join(',', names.Select(Item))}]")).When($"GET /{kind}/*").Answer(request => Answer.Json(Item(request.Part(1))));
        }
        return engine;

        static string Item(string name) => $$$"""{"ID":"id-{{{name}}}","Version":{"Index":1},"Spec":{"Name":"{{{name}}}"}}""";
    }

    private static Request Sent(ScriptedEngine engine) => engine.Requests.Single(request => request.Line.StartsWith("POST /services/", StringComparison.Ordinal));

    private static string Sorted(JsonNode? node, string of = "") => node switch
    {
        JsonObject map => "{" + string.Join(",", map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, Text: Sorted(pair.Value, pair.Key))).Where(pair => IsSomething(pair.Key, pair.Text)).Select(pair => $"{pair.Key}:{pair.Text}")) + "}",
        JsonArray list when of is "Args" or "Command" or "Test" => "[" + string.Join(",", list.Select(item => Sorted(item))) + "]",
        JsonArray list => "[" + string.Join(",", list.Select(item => Sorted(item)).Order(StringComparer.Ordinal)) + "]", // whose order means nothing
        _ => node?.ToJsonString() ?? "null",
    };

    // docker's client also writes what is nothing, and what the managers take where nothing is said; ours says one task, and nothing
    // about an init, which the engine then decides.
    private static bool IsSomething(string key, string text) => key is "Global" or "GlobalJob" or "ReplicatedJob" or "Runtime" || (text is not ("null" or "{}" or "[]" or "\"\"") && (key, text)
        is not (("ForceUpdate" or "MaxFailureRatio" or "MaxAttempts" or "Delay", "0") or ("Isolation", "\"default\"") or ("Mode", "\"vip\"") or ("Mode", "{Replicated:{Replicas:1}}") or ("Init" or "NoNewPrivileges", "false")));

    private static string Body(Request request) => Sorted(JsonNode.Parse(request.Body));

    private static Request Docker(string command, string flags, params string[] rest)
    {
        using var engine = Start();
        try
        {
            TestEngine.DockerOn(engine.Address, ["service", command, "--detach", "--quiet", .. flags.Split(' ', StringSplitOptions.RemoveEmptyEntries), .. rest]);
        }
        catch (InvalidOperationException e) when (e.Message.Contains("unknown flag", StringComparison.Ordinal) || e.Message.Contains("invalid field", StringComparison.Ordinal))
        {
            Assert.Skip("docker's client is older than this: " + e.Message);
        }
        return Sent(engine);
    }

    private Request Ours(string script)
    {
        using var engine = Start();
        var outcome = session.Run(script + " -EngineHost $engine", ("engine", engine.Address));
        Assert.True(engine.Requests.Any(request => request.Line.StartsWith("POST /services/", StringComparison.Ordinal)), string.Join("; ", outcome.Errors));
        return Sent(engine);
    }

    [Theory]
    [MemberData(nameof(New))]
    public void A_service_is_made_as_docker_makes_it(string docker, string ours)
    {
        using var folder = new TestFolder();
        var file = folder.Write("variables.env", "A=1\nB=2\n");
        var isPlain = !docker.Contains("--entrypoint", StringComparison.Ordinal);
        var theirs = Docker("create", "--no-resolve-image --name s " + docker.Replace("FILE", file, StringComparison.Ordinal), isPlain ? ["img:1", "arg"] : ["img:1"]);
        Assert.Equal(Body(theirs), Body(Ours($"New-ContainerService s img:1 -NoResolveImage {ours.Replace("FILE", $"'{file}'", StringComparison.Ordinal)}{(isPlain ? " -Command arg" : "")}")));
    }

    [Theory]
    [MemberData(nameof(Set))]
    public void A_service_is_changed_as_docker_changes_it(string docker, string ours)
    {
        var theirs = Docker("update", "--no-resolve-image " + docker, "s");
        var mine = Ours($"Set-ContainerService s -NoResolveImage {ours}");
        Assert.Equal(Body(theirs), Body(mine));
        foreach (var request in new[] { theirs, mine })
        {
            Assert.Contains("version=7", request.Line, StringComparison.Ordinal);
            Assert.Contains("registryAuthFrom=spec", request.Line, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_parameter_is_held_by_these()
    {
        // They say nothing about the service, or are held by a test of their own.
        string[] others = ["Name", "Image", "Service", "PassThru", "NoResolveImage", "WithRegistryAuth", "Context", "EngineHost", "ConnectTimeoutSeconds", "ThrottleLimit", "WhatIf", "Confirm"];
        var held = Parameter().Matches(string.Join(' ', Created.Concat(Changed).Select(row => row.Ours))).Select(match => match.Groups[1].Value).Append("Command").ToHashSet();
        var all = session.Run("foreach ($name in 'New-ContainerService', 'Set-ContainerService') { (Get-Command $name).Parameters.Keys | Where-Object { $_ -notin [System.Management.Automation.Cmdlet]::CommonParameters } }").Good().Text;
        Assert.True(all.Count > 100);
        Assert.Empty(all.Distinct().Except(others).Except(held));
    }

    [GeneratedRegex("(?<![^ ])-([A-Z][A-Za-z]+)")]
    private static partial Regex Parameter();

    [Theory]
    [InlineData("img:1")]
    [InlineData("img")]
    [InlineData("reg.example/a/img:1")]
    [InlineData("img@" + Digest)]
    [InlineData("img:1@" + Digest)]
    public void An_image_is_pinned_to_its_digest(string image)
    {
        var (theirs, mine) = (Docker("create", "--name s", image), Ours($"New-ContainerService s {image}"));
        Assert.Equal(Body(theirs), Body(mine));
        Assert.Contains("@" + Digest, Body(mine), StringComparison.Ordinal);
        Assert.Equal(Body(Docker("update", "--image " + image, "s")), Body(Ours($"Set-ContainerService s {image}")));
    }

    [Theory]
    [InlineData("New-ContainerService s reg.example/img:1 -NoResolveImage", "create --no-resolve-image --name s reg.example/img:1", false)]
    [InlineData("New-ContainerService s reg.example/img:1 -NoResolveImage -WithRegistryAuth", "create --no-resolve-image --with-registry-auth --name s reg.example/img:1", true)]
    [InlineData("Set-ContainerService s reg.example/img:2 -NoResolveImage", "update --no-resolve-image --image reg.example/img:2 s", false)]
    [InlineData("Set-ContainerService s reg.example/img:2 -NoResolveImage -WithRegistryAuth", "update --no-resolve-image --with-registry-auth --image reg.example/img:2 s", true)]
    public void The_nodes_get_this_users_credentials_only_if_that_is_asked_for(string ours, string docker, bool sent)
    {
        using var folder = new TestFolder();
        folder.Write("config.json", JsonSerializer.Serialize(new { auths = new Dictionary<string, object> { ["reg.example"] = new { auth = Convert.ToBase64String("alice:pass"u8) } } }));
        using (var engine = Start())
        {
            ShellProcess.Command($"Import-Module '{TestEngine.Manifest}'; {ours} -EngineHost {engine.Address}", ("DOCKER_CONFIG", folder.Path));
            Assert.Equal(sent, Credentials(Sent(engine)) == "alice pass");
            if (!sent) Assert.Null(Credentials(Sent(engine)));
        }
        using (var engine = Start())
        {
            TestEngine.DockerOn(engine.Address, ["--config", folder.Path, "service", docker.Split(' ')[0], "--detach", "--quiet", .. docker.Split(' ')[1..]]);
            Assert.Equal(sent ? "alice pass" : null, Credentials(Sent(engine)));
        }
    }

    private static string? Credentials(Request request)
    {
        if (!request.Headers.TryGetValue("X-Registry-Auth", out var header) || header.Length == 0) return null;
        var text = header.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        var json = JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='))))!;
        return $"{json["username"]} {json["password"]}";
    }
}
