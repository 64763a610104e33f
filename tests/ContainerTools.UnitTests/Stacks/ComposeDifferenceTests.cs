using System.Diagnostics;
using ContainerTools.Engine;
using ContainerTools.Engine.Stacks;

namespace ContainerTools.UnitTests.Stacks;

/// <summary>
/// Compose files as docker's client reads them: what it prints of a file, with all merged, filled in and in its long form, makes the
/// same services as the file itself, and what it refuses is refused.
/// </summary>
public sealed class ComposeDifferenceTests : IDisposable
{
    private readonly ComposeFolder folder = new();

    private static readonly Lazy<bool> IsThere = new(() =>
    {
        try
        {
            return Docker(["stack", "config", "--help"]).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    });

    public void Dispose() => folder.Dispose();

    private static (int ExitCode, string Output, string Error) Docker(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("docker", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["CT_TAG"] = "7", ["CT_EMPTY"] = "", ["CT_TRUE"] = "true" } })!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    private static (int ExitCode, string Output, string Error) Config(params string[] files)
    {
        if (!IsThere.Value) Assert.Skip("There is no docker client that has 'docker stack config'.");
        return Docker(["stack", "config", .. files.SelectMany(file => new[] { "--compose-file", file })]);
    }

    private StackFile Read(params string[] files) => StackFile.Read(files, [folder.Write("CT_TAG=7\nCT_EMPTY=\nCT_TRUE=true\n", "variables.env")]);

    private const string Top = "\nnetworks: { front: {}, back: { driver_opts: { a: 1 } } }\nvolumes: { data: {}, other: { external: true, name: else } }\nsecrets: { key: { file: ./key } }\nconfigs: { conf: { file: ./conf } }\n";

    private static string Web(string lines) => "services:\n  web:\n    image: busybox\n" + string.Concat(lines.Split('\n').Select(line => $"    {line}\n"));

    private static string File(string lines) => "version: '3.13'\n" + (lines.StartsWith("image:", StringComparison.Ordinal) ? Web("").Replace("image: busybox", lines, StringComparison.Ordinal) : Web(lines)) + Top;

    public static TheoryData<string> Services =>
    [
        "image: busybox:${CT_TAG}", "image: busybox:${CT_NONE:-1}${CT_EMPTY-2}", "command: echo $$HOME '$CT_TAG'",
        "command: sh -c \"echo 'a b' \\\"c\\\"\"", "command: [a, 'b c']", "command: a\\ b 'c\\d' \"e\\\\f\\\"g\" ''", "entrypoint: /bin/x -y", "entrypoint: []",
        "environment: { A: 1, B: 'true', C: 1.5, D: '', E: x=y }", "environment: [A=1, B=, 'C=x y', D=a=b]", "environment: [CT_NONE, A=1]", "environment: { CT_NONE: , A: 1 }",
        "env_file: ./one.env", "env_file: [./one.env, ./two.env]\nenvironment: { A: mine }",
        "labels: { a: 1, b: , c: x }", "labels: [a=1, b, c=]", "deploy: { labels: [a=1, b] }",
        "ports: ['80']", "ports: [80]", "ports: ['8080:80']", "ports: ['8080:80/udp', '53:53/tcp']", "ports: ['8080-8082:80-82']", "ports: ['127.0.0.1:8080:80']", "ports: ['80-82']", "ports: [{ target: 80 }]",
        "ports: [{ target: 80, published: 8080, protocol: udp, mode: host }]", "ports: ['3000', '3000-3002', '49100:22']", "ports: ['6060:6060/sctp']",
        "volumes: ['data:/d']", "volumes: ['data:/d:ro', 'other:/o:nocopy']", "volumes: ['/var:/v']", "volumes: ['./x:/v:rw']", "volumes: ['/anonymous']", "volumes: ['/a:/b:rshared']", "volumes: ['~/x:/y']",
        "volumes: [{ type: volume, source: data, target: /d, read_only: true, volume: { nocopy: true } }]", "volumes: [{ type: bind, source: ./y, target: /y, bind: { propagation: rslave } }]", "volumes: [{ type: tmpfs, target: /t, tmpfs: { size: 1000 } }]",
        "volumes: [{ type: volume, target: /d }]", "volumes: [{ type: bind, source: /y, target: /y, consistency: cached }]", "volumes: ['data:/d:z']", "volumes: ['../up:/u']",
        "secrets: [key]", "secrets: [{ source: key, target: t, uid: '1', gid: '2', mode: 0400 }]", "secrets: [{ source: key, mode: 256 }]", "secrets: [{ source: key, mode: 0o440 }]", "configs: [conf]", "configs: [{ source: conf, target: /c, mode: 0644 }]",
        "networks: [front, back]", "networks: { front: { aliases: [a, b] }, back: }", "networks: { default: }", "networks: { front: { driver_opts: { x: y } } }",
        "extra_hosts: ['a:1.2.3.4', 'b:1.2.3.5']", "extra_hosts: { a: 1.2.3.4 }", "extra_hosts: ['a=1.2.3.4']", "extra_hosts: ['v6:::1']", "extra_hosts: ['v6:[::1]']", "dns: 1.1.1.1", "dns: [1.1.1.1, 8.8.8.8]\ndns_search: x.y",
        "healthcheck: { test: 'true' }", "healthcheck: { test: [CMD, a, b], interval: 1m30s, timeout: 500ms, start_period: 2h, retries: 3 }", "healthcheck: { disable: true }", "healthcheck: { test: [NONE] }", "healthcheck: { test: a b, start_interval: 1s }",
        "stop_grace_period: 1m30s", "stop_grace_period: 500ms", "stop_grace_period: 1h2m3.5s", "stop_signal: SIGINT", "user: '1:2'\nworking_dir: /w\nhostname: h\ntty: true\nstdin_open: true\nread_only: true\ninit: false",
        "tty: ${CT_NONE:-true}\nread_only: $CT_TRUE", "cap_add: [NET_ADMIN]\ncap_drop: [ALL]", "sysctls: { a.b: 1 }", "sysctls: [a.b=1]", "ulimits: { nofile: 10, nproc: { soft: 1, hard: 2 } }", "isolation: default",
        "logging: { driver: json-file, options: { max-size: 1m, n: 5 } }", "credential_spec: { file: x }", "credential_spec: { registry: x }", "credential_spec: { config: conf }",
        "deploy: { replicas: 3 }", "deploy: { replicas: \"${CT_TAG}\" }", "deploy: { mode: global }", "deploy: { mode: replicated-job, replicas: 2 }", "deploy: { mode: global-job }", "deploy: { endpoint_mode: dnsrr }",
        "deploy: { resources: { limits: { cpus: '0.5', memory: 50M, pids: 3 }, reservations: { cpus: '0.25', memory: 20mb } } }", "deploy: { resources: { limits: { memory: 1gb } } }", "deploy: { resources: { limits: { memory: '1048576' } } }",
        "deploy: { resources: { reservations: { generic_resources: [{ discrete_resource_spec: { kind: gpu, value: 2 } }] } } }", "deploy: { restart_policy: { condition: on-failure, delay: 5s, max_attempts: 3, window: 2m } }",
        "deploy: { update_config: { parallelism: 2, delay: 10s, failure_action: rollback, monitor: 1m, max_failure_ratio: 0.5, order: start-first } }", "deploy: { rollback_config: { delay: 1s } }", "deploy: { update_config: { parallelism: 0 } }",
        "deploy: { placement: { constraints: [node.role==manager], preferences: [{ spread: node.labels.a }], max_replicas_per_node: 2 } }", "x-mine: { a: 1 }", "deploy: { replicas: 0 }",
    ];

    [Theory]
    [MemberData(nameof(Services))]
    public void A_service_is_what_docker_makes_of_it(string lines)
    {
        foreach (var name in new[] { "key", "conf" }) folder.Write("x", name);
        folder.Write("A=1\nB=$CT_TAG\n# no\nC=x y\n", "one.env");
        folder.Write("B=2\n", "two.env");
        Same(folder.Write(File(lines)));
    }

    public static TheoryData<string, string> Overrides => new()
    {
        { "environment: { A: 1, B: 2 }", "environment: [B=3, C=4]" }, { "labels: [a=1]", "labels: { a: 2, b: 3 }" }, { "command: a b", "command: [c]" }, { "entrypoint: a", "entrypoint: b" },
        { "ports: ['8080:80', '81']", "ports: ['8080:90', '9090:90']" }, { "volumes: ['data:/d', '/a:/x']", "volumes: ['other:/d:ro', '/b:/y']" }, { "secrets: [key]", "secrets: [{ source: key, target: t }]" }, { "configs: [conf]", "configs: [{ source: conf, target: /c }]" },
        { "networks: [front]", "networks: [back]" }, { "networks: { front: { aliases: [a] } }", "networks: { front: { aliases: [b] } }" }, { "networks: { front: { aliases: [a] } }", "networks: { front: }" }, { "networks: { front: { aliases: [a] } }", "networks: { front: {} }" }, { "networks: { front: { aliases: [a] } }", "networks: [front]" }, { "dns: 1.1.1.1", "dns: [8.8.8.8]" }, { "cap_add: [A]", "cap_add: [B]" }, { "extra_hosts: ['a:1.1.1.1']", "extra_hosts: ['a:2.2.2.2']" },
        { "logging: { driver: json-file, options: { a: 1 } }", "logging: { options: { b: 2 } }" }, { "logging: { driver: json-file, options: { a: 1 } }", "logging: { driver: syslog, options: { b: 2 } }" }, { "logging: { options: { a: 1 } }", "logging: { driver: syslog, options: { b: 2 } }" },
        { "ulimits: { nofile: 10 }", "ulimits: { nofile: { soft: 1, hard: 2 }, nproc: 3 }" }, { "ulimits: { nofile: { soft: 1, hard: 2 } }", "ulimits: { nofile: 5 }" }, { "healthcheck: { test: a, interval: 1s }", "healthcheck: { retries: 2 }" },
        { "deploy: { replicas: 2, labels: { a: 1 } }", "deploy: { replicas: 3, labels: [b=2] }" }, { "deploy: { placement: { constraints: [a==1] } }", "deploy: { placement: { constraints: [b==2] } }" }, { "deploy: { resources: { limits: { cpus: '1' } } }", "deploy: { resources: { limits: { memory: 1m } } }" },
        { "deploy: { update_config: { parallelism: 2, delay: 1s } }", "deploy: { update_config: { delay: 3s } }" }, { "tty: false", "tty: true" }, { "sysctls: { a: 1 }", "sysctls: [b=2]" }, { "stop_grace_period: 1s", "stop_grace_period: 2s" }, { "deploy: { replicas: 2 }", "deploy: { replicas: 0 }" },
    };

    [Theory]
    [MemberData(nameof(Overrides))]
    public void Files_over_each_other_are_what_docker_makes_of_them(string first, string second)
    {
        foreach (var name in new[] { "key", "conf" }) folder.Write("x", name);
        Same(folder.Write("version: '3.13'\n" + Web(first) + Top), folder.Write("version: '3.13'\nservices:\n  web:\n    " + second + "\n  more:\n    image: b\n", "second.yaml"));
    }

    private void Same(params string[] files)
    {
        var (exit, printed, error) = Config(files);
        Assert.True(exit == 0, error);
        var theirs = Read(folder.Write(printed.Replace("$", "$$", StringComparison.Ordinal), "printed.yaml"));
        var ours = Read(files);
        foreach (var service in theirs.File["services"]!.Map("services").Items.Keys)
        {
            Assert.Equal(SpecComparison.Normal(ComposeFolder.Spec(theirs, service)), SpecComparison.Normal(ComposeFolder.Spec(ours, service)));
        }
        Assert.Equal(theirs.File["services"]!.Map("services").Items.Keys.Order(StringComparer.Ordinal), ours.File["services"]!.Map("services").Items.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Networks_volumes_secrets_and_configs_of_a_later_file_are_whole()
    {
        const string First = "version: '3.13'\nservices: { web: { image: a, networks: [n], volumes: ['n:/n'] } }\nnetworks: { n: { driver: x, labels: { a: 1 } } }\nvolumes: { n: { driver: x, labels: { a: 1 } } }\n";
        var files = new[] { folder.Write(First), folder.Write("version: '3.13'\nservices: { web: { user: '1' } }\nnetworks: { n: { attachable: true } }\nvolumes: { n: { driver_opts: { a: 1 } } }\n", "second.yaml") };
        Same(files);
        var request = Assert.Single(StackParts.Networks(new StackName("s"), Read(files).File, out _)).Request;
        Assert.Equal(("overlay", "True", "1"), ((string)request["Driver"]!, ((bool)request["Attachable"]!).ToString(), request["Labels"]!.AsObject().Count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("image: ${CT_NONE:?needed}")]
    [InlineData("image: a${")]
    [InlineData("colour: red")]
    [InlineData("extends: x")]
    [InlineData("mem_limit: 1m")]
    [InlineData("command: { a: 1 }")]
    [InlineData("command: \"a 'b\"")]
    [InlineData("environment: text")]
    [InlineData("labels: 1")]
    [InlineData("ports: x")]
    [InlineData("ports: ['x:y']")]
    [InlineData("ports: ['70000:80']")]
    [InlineData("ports: ['80-81:80-85']")]
    [InlineData("ports: [{ published: 80, colour: red }]")]
    [InlineData("volumes: [{ source: data, target: /d }]")]
    [InlineData("volumes: [{ type: volume, source: data, target: /d, colour: red }]")]
    [InlineData("stop_grace_period: soon")]
    [InlineData("stop_grace_period: 5")]
    [InlineData("healthcheck: { interval: soon }")]
    [InlineData("healthcheck: { colour: red }")]
    [InlineData("healthcheck: { test: { a: 1 } }")]
    [InlineData("deploy: { replicas: x }")]
    [InlineData("deploy: { replicas: 1.5 }")]
    [InlineData("deploy: { colour: red }")]
    [InlineData("deploy: { resources: { limits: { memory: x } } }")]
    [InlineData("deploy: { resources: { limits: { colour: 1 } } }")]
    [InlineData("deploy: { restart_policy: { delay: x } }")]
    [InlineData("deploy: { update_config: { colour: red } }")]
    [InlineData("ulimits: { nofile: x }")]
    [InlineData("ulimits: { nofile: { soft: 1 } }")]
    [InlineData("logging: text")]
    [InlineData("tty: maybe")]
    [InlineData("env_file: ./nothing.env")]
    [InlineData("networks: { front: { colour: red } }")]
    [InlineData("deploy: { placement: { preferences: [{ colour: red }] } }")]
    [InlineData("credential_spec: { colour: red }")]
    public void What_docker_refuses_is_refused_with_its_place(string line)
    {
        foreach (var name in new[] { "key", "conf" }) folder.Write("x", name);
        var file = folder.Write(File(line));
        var refused = Assert.Throws<EngineException>(() => ComposeFolder.Spec(Read(file)));
        Assert.Matches(@"compose\.yaml, line [345], column \d+: ", refused.Message);
        Assert.NotEqual(0, Config(file).ExitCode);
    }
}
