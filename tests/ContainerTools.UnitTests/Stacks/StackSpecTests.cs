using System.Text.Json.Nodes;
using ContainerTools.Engine;
using ContainerTools.Engine.Stacks;

namespace ContainerTools.UnitTests.Stacks;

/// <summary>What docker's client finds wrong only when it deploys, or does otherwise, and what a swarm cannot honour.</summary>
public sealed class StackSpecTests : IDisposable
{
    private readonly ComposeFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static string Web(string line) => $"services:\n  web:\n    image: a\n    {line}\n";

    private JsonNode Container(string line) => ComposeFolder.Container(folder.Spec(Web(line)));

    [Theory]
    [InlineData("volumes: ['nothing:/d']", 15, "There is no volume 'nothing' at the top level of the file.")]
    [InlineData("secrets: [nothing]", 15, "There is no secret 'nothing'")]
    [InlineData("configs: [nothing]", 15, "There is no config 'nothing'")]
    [InlineData("networks: [nothing]", 16, "There is no network 'nothing'")]
    [InlineData("secrets: [{ source: key, colour: red }]", 30, "'colour' is not a key of one of services.web.secrets. Known ones: gid, mode, source, target, uid.")]
    [InlineData("volumes: [{ type: bind, source: /a, target: /b, bind: { colour: red } }]", 61, "'colour' is not a key of one of services.web.volumes.bind.")]
    [InlineData("volumes: [{ type: bind, target: /b }]", 15, "A volume of type bind needs a source.")]
    [InlineData("volumes: [{ type: tmpfs, source: a, target: /b }]", 30, "A volume of type tmpfs has no source.")]
    [InlineData("volumes: [{ type: volume, target: /b, tmpfs: { size: 1 } }]", 43, "'tmpfs' does not go with a volume of type volume.")]
    [InlineData("deploy: { mode: other }", 21, "'other' is not a mode.")]
    [InlineData("deploy: { mode: global, replicas: 2 }", 29, "replicas does not go with the mode global")]
    [InlineData("deploy: { resources: { limits: { cpus: x } } }", 44, "'x'")]
    [InlineData("healthcheck: { test: a, disable: true }", 29, "test and disable contradict each other.")]
    [InlineData("credential_spec: { file: a, registry: b }", 22, "credential_spec names one of config, file and registry.")]
    public void What_is_wrong_is_told_with_its_place(string line, int column, string message)
    {
        var refused = Assert.Throws<EngineException>(() => folder.Spec(Web(line))).Message;
        Assert.Contains($"compose.yaml, line 4, column {column}: ", refused, StringComparison.Ordinal);
        Assert.Contains(message, refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("build: .", "services.web.build")]
    [InlineData("networks: { default: { ipv4_address: 1.2.3.4 } }", "services.web.networks.ipv4_address")]
    [InlineData("ports: [{ target: 80, host_ip: 1.2.3.4 }]", "services.web.ports.host_ip")]
    [InlineData("volumes: [{ type: bind, source: /a, target: /b, bind: { create_host_path: true } }]", "services.web.volumes.bind.create_host_path")]
    [InlineData("deploy: { resources: { reservations: { devices: [] } } }", "services.web.deploy.resources.reservations.devices")]
    [InlineData("restart: always\n", "services.web.restart")]
    public void What_a_swarm_cannot_honour_is_named(string line, string key)
    {
        var warning = Assert.Single(folder.Read(Web(line)).Warnings);
        Assert.Contains($"compose.yaml, line 4: a swarm cannot honour '{key}', so it is ignored", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_network_cannot_have_is_named_and_what_nobody_knows_refused()
    {
        var text = Web("user: '1'") + "networks: { default: { ipam: { config: [{ subnet: 10.1.0.0/24, gateway: 10.1.0.1 }] } } }\n";
        Assert.Contains("'networks.default.ipam.config.gateway'", Assert.Single(folder.Read(text).Warnings), StringComparison.Ordinal);
        Assert.Contains("line 5, column 64: 'colour' is not a key", Assert.Throws<EngineException>(() => folder.Read(text.Replace("gateway", "colour", StringComparison.Ordinal))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1:8080:80")]
    public void An_address_to_listen_at_is_a_warning(string port)
    {
        Assert.Contains("127.0.0.1", Assert.Single(folder.Read(Web($"ports: ['{port}']")).Warnings), StringComparison.Ordinal);
    }

    /// <summary>docker's client reads these as numbers and sends other texts than what is written, such as 8 for 010.</summary>
    [Theory]
    [InlineData("010")]
    [InlineData("1.10")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData("yes")]
    [InlineData("true")]
    public void A_variable_is_the_text_that_is_written(string text) => Assert.Equal("A=" + text, (string?)Container($"environment: {{ A: {text} }}")["Env"]![0]);

    [Theory]
    [InlineData("true")]
    [InlineData("yes")]
    [InlineData("'on'")]
    [InlineData("${CT_NONE:-Y}")]
    public void A_flag_may_be_written_in_yamls_ways(string text) => Assert.True((bool)Container($"init: {text}")["Init"]!);

    private JsonObject Over(string first, string second) =>
        ComposeFolder.Spec(StackFile.Read([folder.Write(Web(first)), folder.Write("services:\n  web:\n    " + second, "second.yaml")], null));

    /// <summary>docker's client joins the words of two tests, cannot take back what is true, and keeps one port of those that the swarm numbers.</summary>
    [Fact]
    public void A_later_file_counts_where_dockers_client_loses_what_it_says()
    {
        Assert.Equal("[\"CMD\",\"b\"]", ComposeFolder.Container(Over("healthcheck: { test: a }", "healthcheck: { test: [CMD, b] }"))["Healthcheck"]!["Test"]!.ToJsonString());
        Assert.Null(ComposeFolder.Container(Over("tty: true", "tty: false"))["TTY"]);
        Assert.Equal([80L, 81L], Over("ports: ['80']", "ports: ['80', '81']")["EndpointSpec"]!["Ports"]!.AsArray().Select(port => (long)port!["TargetPort"]!));
    }

    [Fact]
    public void A_merge_key_and_an_alias_fill_in_services()
    {
        var text = "x-base: &base\n  image: a\n  environment: &env { A: $CT_A, B: 2 }\nservices:\n  web:\n    <<: *base\n    environment:\n      <<: *env\n      B: 3\n";
        folder.Write("CT_A=1", ".env");
        Assert.Equal("[\"A=1\",\"B=3\"]", ComposeFolder.Container(folder.Spec(text))["Env"]!.ToJsonString());
    }

    [Fact]
    public void A_file_without_services_is_refused()
    {
        Assert.Contains("The file has no services.", Assert.Throws<EngineException>(() => folder.Read("version: '3'\n")).Message, StringComparison.Ordinal);
        Assert.Contains("line 2, column 3: The service 'web' says nothing.", Assert.Throws<EngineException>(() => folder.Read("services:\n  web:\n")).Message, StringComparison.Ordinal);
        Assert.Equal("FileNotFound", Assert.Throws<EngineException>(() => StackFile.Read([Path.Combine(folder.Path, "nothing.yaml")], null)).ErrorId);
    }
}
