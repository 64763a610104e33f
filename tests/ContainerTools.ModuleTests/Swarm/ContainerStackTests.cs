using System.Text.Json.Nodes;

namespace ContainerTools.ModuleTests.Swarm;

/// <summary>Stacks on a swarm of one engine.</summary>
[Collection(SwarmCollection.Name)]
public sealed class ContainerStackTests(SwarmEngine engine, PowerShellSession session) : IClassFixture<PowerShellSession>, IDisposable
{
    private readonly string name = "s" + Guid.NewGuid().ToString("n")[..8];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("containertools-stack-");

    private Outcome Run(string script, params (string Name, object? Value)[] variables) => session.Run(script, [("engine", engine.Host()), ("name", name), ("file", Path.Combine(folder.FullName, "compose.yaml")), ("folder", folder.FullName), .. variables]);

    private void Write(string text, string file = "compose.yaml") => File.WriteAllText(Path.Combine(folder.FullName, file), text);

    private string[] Lines(params string[] arguments) => [.. engine.Docker(arguments).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        foreach (var stack in Lines("stack", "ls", "--format", "{{.Name}}").Where(stack => stack.StartsWith(name, StringComparison.Ordinal)))
        {
            engine.Docker("stack", "rm", stack);
            SwarmEngine.Until(() => Lines("network", "ls", "--quiet", "--filter", "label=com.docker.stack.namespace=" + stack).Length == 0, "the removal of its networks");
        }
        folder.Delete(recursive: true);
    }

    private const string Small = """
        services:
          web:
            image: ${IMAGE:-busybox:latest}
            command: sleep 1000
            stop_grace_period: 0s
            environment: { TAG: "${TAG}", FIXED: "$$1" }
            configs: [settings]
            deploy: { replicas: 2 }
          db:
            image: busybox:latest
            command: ["sleep", "1000"]
            stop_grace_period: 0s
            secrets:
              - { source: password, target: pw, mode: 0400 }
        secrets:
          password: { file: ./password.txt }
        configs:
          settings: { file: ./settings.txt }
        """;

    private void WriteSmall()
    {
        Write(Small);
        Write("secret", "password.txt");
        Write("a=1", "settings.txt");
        Write("TAG=of the file\n", ".env");
    }

    [Fact]
    public void A_stack_is_deployed_changed_pruned_and_removed()
    {
        WriteSmall();
        var planned = Run("Deploy-ContainerStack $file $name -EngineHost $engine -ResolveImage Never -WhatIf").Good();
        Assert.Empty(planned.Output);
        Assert.DoesNotContain(name, Lines("stack", "ls", "--format", "{{.Name}}"));

        var stack = Assert.Single(Run("Deploy-ContainerStack $file $name -EngineHost $engine -ResolveImage Never").Good().Output);
        Assert.Equal([name + "_db", name + "_web"], session.Run("$s.Services", ("s", stack)).Text);
        Assert.Equal([name + "_db", name + "_web"], Lines("stack", "services", "--format", "{{.Name}}", name));
        Run("Get-ContainerService -Stack $name -EngineHost $engine | Wait-ContainerService -TimeoutSeconds 60").Good();
        Assert.Equal([name + "_db.1", name + "_web.1", name + "_web.2"], Lines("stack", "ps", "--filter", "desired-state=running", "--format", "{{.Name}}", name));
        Assert.Equal([name + "_db.1", name + "_web.1", name + "_web.2"], Run("Get-ContainerStack $name -EngineHost $engine | Get-ContainerTask -DesiredState Running | ForEach-Object Name").Good().Text);
        var variables = Run("(Get-ContainerService \"${name}_web\" -EngineHost $engine).Environment | ForEach-Object { $_.TAG; $_.FIXED }").Good().Text;
        Assert.Equal(["of the file", "$1"], variables);

        // The same again changes nothing.
        var version = engine.Docker("service", "inspect", "--format", "{{.Version.Index}}", name + "_web");
        Run("Deploy-ContainerStack $file $name -EngineHost $engine -ResolveImage Never").Good();
        Assert.Equal(version, engine.Docker("service", "inspect", "--format", "{{.Version.Index}}", name + "_web"));

        Write(Small.Replace("replicas: 2", "replicas: 1", StringComparison.Ordinal)[..Small.IndexOf("  db:", StringComparison.Ordinal)] + "configs:\n  settings: { file: ./settings.txt }\n");
        Run("Deploy-ContainerStack $file $name -EngineHost $engine -ResolveImage Never").Good();
        Assert.Equal([name + "_db", name + "_web"], Lines("stack", "services", "--format", "{{.Name}}", name));
        Assert.Equal("1", engine.Docker("service", "inspect", "--format", "{{.Spec.Mode.Replicated.Replicas}}", name + "_web"));
        Run("Deploy-ContainerStack $file $name -EngineHost $engine -ResolveImage Never -Prune").Good();
        Assert.Equal([name + "_web"], Lines("stack", "services", "--format", "{{.Name}}", name));

        Write("a=2", "settings.txt");
        var changed = Run("Deploy-ContainerStack $file $name -EngineHost $engine -ResolveImage Never");
        Assert.Equal(["ConfigChanged"], changed.ErrorIds);

        Run("Remove-ContainerStack $name -EngineHost $engine -WhatIf; Get-ContainerStack $name -EngineHost $engine | Remove-ContainerStack").Good();
        Assert.DoesNotContain(name, Lines("stack", "ls", "--format", "{{.Name}}"));
        Assert.Equal(["StackNotFound", "StackNotFound"], Run("Remove-ContainerStack $name -EngineHost $engine; Get-ContainerStack $name, \"$name*\" -EngineHost $engine").ErrorIds);
    }

    [Fact]
    public void WhatIf_says_what_would_be_created_changed_and_removed()
    {
        WriteSmall();
        string[] Planned() =>
        [
            .. ShellProcess.Command($"Import-Module '{TestEngine.Manifest}'; Deploy-ContainerStack '{folder.FullName}/compose.yaml' {name} -EngineHost {engine.Host()} -ResolveImage Never -Prune -WhatIf").Good().Lines
                .Where(line => line.StartsWith("What if:", StringComparison.Ordinal)).Select(line => line.Replace("What if: Performing the operation ", "", StringComparison.Ordinal).TrimEnd('.')).Order(StringComparer.Ordinal),
        ];
        Assert.Equal(
            [$"\"Create\" on target \"config {name}_settings\"", $"\"Create\" on target \"network {name}_default\"", $"\"Create\" on target \"secret {name}_password\"", $"\"Create\" on target \"service {name}_db\"", $"\"Create\" on target \"service {name}_web\""],
            Planned());
        Run("Deploy-ContainerStack $file $name -EngineHost $engine -ResolveImage Never").Good();
        Assert.Empty(Planned());
        Write(Small.Replace("replicas: 2", "replicas: 3", StringComparison.Ordinal).Replace("  db:", "  base:", StringComparison.Ordinal));
        Assert.Equal([$"\"Create\" on target \"service {name}_base\"", $"\"Remove\" on target \"service {name}_db\"", $"\"Update\" on target \"service {name}_web\""], Planned());
    }

    private const string Large = """
        x-common: &common
          image: busybox:latest
          logging: { driver: json-file, options: { max-size: 1m } }
        services:
          all:
            <<: *common
            command: sh -c "sleep 1000"
            entrypoint: [env]
            hostname: h
            user: "1:2"
            working_dir: /tmp
            tty: true
            stdin_open: true
            read_only: true
            init: true
            stop_signal: SIGINT
            stop_grace_period: 1m30s
            labels: ["a=1", "b"]
            environment: ["X=1", "Y=a=b"]
            env_file: ./more.env
            extra_hosts: ["db:10.0.0.5"]
            dns: 1.2.3.4
            dns_search: [example.com]
            cap_add: [NET_ADMIN]
            cap_drop: [ALL]
            sysctls: { net.core.somaxconn: 1024 }
            ulimits: { nproc: 65535, nofile: { soft: 100, hard: 200 } }
            healthcheck: { test: "true", interval: 10s, timeout: 2s, retries: 3, start_period: 1s }
            networks:
              front: { aliases: [al] }
              back:
            ports: ["8301:80", "8302-8303:81-82/udp", { target: 53, published: 8304, protocol: udp, mode: host }, "90"]
            volumes:
              - data:/data:ro
              - /tmp:/host
              - type: tmpfs
                target: /t
                tmpfs: { size: 1048576 }
              - { type: volume, source: other, target: /o, volume: { nocopy: true } }
            configs: [{ source: settings, target: /etc/settings, uid: "1", gid: "2", mode: 0440 }]
            secrets: [password]
            deploy:
              mode: replicated
              replicas: 2
              endpoint_mode: vip
              labels: { service: "yes" }
              placement: { constraints: ["node.labels.none==1"], preferences: [{ spread: node.labels.zone }], max_replicas_per_node: 2 }
              resources: { limits: { cpus: "0.5", memory: 64M, pids: 50 }, reservations: { cpus: "0.25", memory: 32M } }
              restart_policy: { condition: on-failure, delay: 2s, max_attempts: 3, window: 1m }
              update_config: { parallelism: 2, delay: 1s, failure_action: rollback, monitor: 3s, max_failure_ratio: 0.25, order: start-first }
              rollback_config: { parallelism: 0, order: stop-first }
          everywhere:
            <<: *common
            deploy: { mode: global, placement: { constraints: [node.labels.none==1] } }
        networks:
          front: { driver: overlay, attachable: true, labels: { n: "1" } }
          back: { internal: true, ipam: { config: [{ subnet: 10.77.NUMBER.0/24 }] } }
        volumes:
          data: { labels: [v=1] }
          other: { external: true, name: elsewhere }
        secrets:
          password: { file: ./password.txt, labels: { s: "1" } }
        configs:
          settings: { file: ./settings.txt }
        """;

    [Fact]
    public void A_file_makes_what_dockers_client_makes_of_it()
    {
        Write("secret", "password.txt");
        Write("a=1", "settings.txt");
        Write("# more\nMORE=1\nX=of the file\n", "more.env");
        Write(Large.Replace("NUMBER", "1", StringComparison.Ordinal));
        engine.Docker("stack", "deploy", "--detach=true", "--resolve-image", "never", "--compose-file", Path.Combine(folder.FullName, "compose.yaml"), name + "d");
        Write(Large.Replace("NUMBER", "2", StringComparison.Ordinal).Replace("830", "831", StringComparison.Ordinal));
        Run("Deploy-ContainerStack $file \"${name}o\" -EngineHost $engine -ResolveImage Never").Good();
        foreach (var service in new[] { "all", "everywhere" })
        {
            Assert.Equal(Spec(name + "d", service), Spec(name + "o", service));
        }
        foreach (var kind in new[] { "secret", "config" })
        {
            var part = kind == "secret" ? "password" : "settings";
            Assert.Equal(Labels(kind, name + "d", part), Labels(kind, name + "o", part));
        }
        foreach (var network in new[] { "front", "back" }) Assert.Equal(Network(name + "d", network), Network(name + "o", network));
        Assert.Equal(["all", "everywhere"], Run("Get-ContainerStack \"${name}d\" -EngineHost $engine | ForEach-Object Services").Good().Text.Select(text => text[(name.Length + 2)..]));
    }

    private string Spec(string stack, string service)
    {
        var spec = JsonNode.Parse(engine.Docker("service", "inspect", $"{stack}_{service}"))![0]!["Spec"]!;
        var text = Sorted(spec).Replace(stack, "STACK", StringComparison.Ordinal);
        foreach (var line in engine.Docker("network", "ls", "--no-trunc", "--format", "{{.ID}} {{.Name}}").Split('\n').Select(line => line.Split(' '))) text = text.Replace(line[0], line[1].Replace(stack, "STACK", StringComparison.Ordinal), StringComparison.Ordinal);
        // Ids may hold any digits: they are gone before the port is made the same.
        return System.Text.RegularExpressions.Regex.Replace(text, "(SecretID|ConfigID):\"[^\"]*\"", "$1").Replace("831", "830", StringComparison.Ordinal);
    }

    private string Labels(string kind, string stack, string part) => Sorted(JsonNode.Parse(engine.Docker(kind, "inspect", $"{stack}_{part}"))![0]!["Spec"]!["Labels"]).Replace(stack, "STACK", StringComparison.Ordinal);

    private string Network(string stack, string part)
    {
        var json = JsonNode.Parse(engine.Docker("network", "inspect", $"{stack}_{part}"))![0]!;
        return $"{json["Driver"]} {json["Attachable"]} {json["Internal"]} {Sorted(json["Labels"])}".Replace(stack, "STACK", StringComparison.Ordinal);
    }

    private static string Sorted(JsonNode? node) => node switch
    {
        // docker's client also writes what is nothing.
        JsonObject map => "{" + string.Join(",", map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, Text: Sorted(pair.Value))).Where(pair => pair.Text is not ("null" or "false" or "{}" or "[]")).Select(pair => $"{pair.Key}:{pair.Text}")) + "}",
        JsonArray list => "[" + string.Join(",", list.Select(Sorted).Order(StringComparer.Ordinal)) + "]",
        _ => node?.ToJsonString() ?? "null",
    };

    [Theory]
    [InlineData("services:\n  web:\n    image: a\n    colour: red\n", 4, 5, "'colour' is not a key of a service")]
    [InlineData("services:\n  web:\n    image: a\n    extends: b\n", 4, 5, "'extends' is not possible in a swarm")]
    [InlineData("services:\n  web:\n    image: a\n    ports: [\"x:y\"]\n", 4, 13, "'x:y' is not a port mapping")]
    [InlineData("services:\n  web:\n    image: a\n    networks: [front]\n", 4, 16, "There is no network 'front'")]
    [InlineData("services:\n  web:\n    image: a\n    deploy: { replicas: many }\n", 4, 25, "'many' is not a whole number")]
    [InlineData("services:\n  web:\n    image: ${NEEDED:?give it}\n", 3, 12, "The variable NEEDED has to have a value: give it")]
    [InlineData("services:\n  web:\n    image: [a\n", 4, 1, "")]
    [InlineData("services:\n  web:\n    command: a\n", 3, 5, "The service 'web' has no image")]
    [InlineData("services: nothing\n", 1, 11, "services is not a mapping")]
    [InlineData("colour: red\n", 1, 1, "'colour' is not a key of a compose file")]
    public void A_wrong_file_is_told_with_its_line_and_column(string text, int line, int column, string message)
    {
        Write(text);
        var error = Assert.Single(Run("Deploy-ContainerStack $file $name -EngineHost $engine -ResolveImage Never").Errors);
        Assert.Equal("ComposeFileInvalid", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains($"compose.yaml, line {line}, column {column}: {message}", error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(name, Lines("stack", "ls", "--format", "{{.Name}}"));
    }

    [Fact]
    public void What_a_swarm_cannot_honour_is_a_warning_that_names_it()
    {
        Write("services:\n  web:\n    image: busybox:latest\n    container_name: x\n    build: .\n    privileged: true\n    environment: { A: \"$UNSET\" }\n    deploy: { replicas: 0 }\n");
        var warnings = Run("Deploy-ContainerStack $file $name -EngineHost $engine -ResolveImage Never").Good().Warnings;
        foreach (var key in new[] { "container_name", "build", "privileged" }) Assert.Contains(warnings, warning => warning.Contains($"'services.web.{key}'", StringComparison.Ordinal));
        Assert.Contains(warnings, warning => warning.Contains("The variable UNSET is not set", StringComparison.Ordinal));
    }

    [Fact]
    public void Several_files_are_put_over_each_other()
    {
        Write("name: fromfile\nservices:\n  web:\n    image: busybox:latest\n    command: sleep 1\n    environment: { A: 1, B: 2 }\n    ports: [\"8320:80\"]\n    deploy: { replicas: 0 }\n");
        Write("services:\n  web:\n    command: sleep 2\n    environment: [B=3]\n    ports: [\"8321:81\"]\n  more:\n    image: busybox:latest\n    deploy: { replicas: 0 }\n", "override.yaml");
        Run("Deploy-ContainerStack $file, \"$folder/override.yaml\" $name -EngineHost $engine -ResolveImage Never").Good();
        var spec = JsonNode.Parse(engine.Docker("service", "inspect", name + "_web"))![0]!["Spec"]!;
        Assert.Equal("[\"sleep\",\"2\"] [\"A=1\",\"B=3\"]", $"{spec["TaskTemplate"]!["ContainerSpec"]!["Args"]!.ToJsonString()} {spec["TaskTemplate"]!["ContainerSpec"]!["Env"]!.ToJsonString()}");
        Assert.Equal([8320, 8321], spec["EndpointSpec"]!["Ports"]!.AsArray().Select(port => (int)port!["PublishedPort"]!));
        Assert.Equal([name + "_more", name + "_web"], Lines("stack", "services", "--format", "{{.Name}}", name));
    }
}
