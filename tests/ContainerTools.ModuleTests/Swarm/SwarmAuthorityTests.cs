using System.Text.Json.Nodes;
using ContainerTools.FaultEngine;

namespace ContainerTools.ModuleTests.Swarm;

/// <summary>What a manager is asked for where the authority of a swarm is replaced, beside docker's own client.</summary>
public sealed class SwarmAuthorityTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    private const string Root = "-----BEGIN CERTIFICATE-----\\nAAAA\\n-----END CERTIFICATE-----\\n";

    private static string Swarm(bool rotating) => $$$"""
        {"ID":"swarm1","Version":{"Index":7},"Spec":{"Name":"default","CAConfig":{"NodeCertExpiry":7776000000000000,"ForceRotate":3},"Labels":{"a":"1"}},
         "TLSInfo":{"TrustRoot":"{{{Root}}}","CertIssuerSubject":"bmV3","CertIssuerPublicKey":"a2V5"},"RootRotationInProgress":{{{(rotating ? "true" : "false")}}}}
        """;

    private static string Node(string name, string state, string subject) => $$$"""
        {"ID":"{{{name}}}","Description":{"Hostname":"{{{name}}}","TLSInfo":{"TrustRoot":"{{{Root}}}","CertIssuerSubject":"{{{subject}}}","CertIssuerPublicKey":"a2V5"} },"Status":{"State":"{{{state}}}"}}
        """;

    private static ScriptedEngine Start(bool rotating, params string[] nodes)
    {
        _ = TestEngine.Host; // where there is none, there is no client either
        return new ScriptedEngine("1.51").When("GET /swarm").Answer(Answer.Json(Swarm(rotating))).When("POST /swarm/update").Answer(Answer.Json("{}")).When("GET /nodes").Answer(Answer.Json($"[{string.Join(',', nodes)}]"));
    }

    private static (string Line, JsonNode Body) Sent(ScriptedEngine engine)
    {
        var request = engine.Requests.Single(request => request.Line.StartsWith("POST /swarm/update", StringComparison.Ordinal));
        return (request.Line, JsonNode.Parse(request.Body)!);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("--cert-expiry 48h", "-CertificateExpiry 48h")]
    [InlineData("--ca-cert CERT --ca-key KEY", "CERT KEY")]
    [InlineData("--ca-cert CERT --external-ca protocol=cfssl,url=https://a.example/sign", "CERT -ExternalCA https://a.example/sign")]
    [InlineData("--ca-cert CERT --external-ca protocol=cfssl,url=https://a.example,timeout=5 --external-ca protocol=cfssl,url=https://b.example,cacert=OTHER",
        "CERT -ExternalCA 'protocol=cfssl,url=https://a.example,timeout=5', 'protocol=CFSSL,url=https://b.example,cacert=OTHER'")]
    public void It_asks_for_what_docker_asks_for(string docker, string ours)
    {
        using var folder = new TestFolder();
        using var authority = new TestCertificates("one");
        using var other = new TestCertificates("two");
        var files = new[] { ("CERT", folder.Write("cert.pem", authority.Authority + "\n")), ("KEY", folder.Write("key.pem", authority.AuthorityKey + "\n")), ("OTHER", folder.Write("other.pem", other.Authority + "\n")) };
        string Fill(string text) => files.Aggregate(text, (filled, file) => filled.Replace(file.Item1, file.Item2, StringComparison.Ordinal));

        using var theirs = Start(rotating: false);
        TestEngine.DockerOn(theirs.Address, ["swarm", "ca", "--rotate", "--detach", .. Fill(docker).Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        using var mine = Start(rotating: false);
        session.Run($"Reset-ContainerSwarmCA {Fill(ours)} -Detach -EngineHost $engine", ("engine", mine.Address)).Good();
        var (expected, sent) = (Sent(theirs).Body["CAConfig"]!.AsObject(), Sent(mine).Body["CAConfig"]!.AsObject());
        foreach (var name in new[] { "NodeCertExpiry", "SigningCACert", "SigningCAKey", "ForceRotate", "ExternalCAs" }) Assert.Equal(Text(expected[name]), Text(sent[name]));
        Assert.Contains("version=7", Sent(mine).Line, StringComparison.Ordinal);
        Assert.Equal("1", (string?)Sent(mine).Body["Labels"]!["a"]);

        // docker's client leaves out what is empty.
        static string Text(JsonNode? node) => node is null || node.ToJsonString() == "\"\"" ? "" : node.ToJsonString();
    }

    [Theory]
    [InlineData("Set-ContainerSwarm", "update")]
    [InlineData("Initialize-ContainerSwarm", "init")]
    public void Other_cmdlets_take_authorities_as_docker_writes_them(string cmdlet, string path)
    {
        using var folder = new TestFolder();
        using var authority = new TestCertificates("one");
        using var engine = Start(rotating: false);
        engine.When("POST /swarm/init").Answer(Answer.Json("\"node\"")).When("GET /info").Answer(Answer.Json("""{"Swarm":{"LocalNodeState":"active"}}"""));
        var file = folder.Write("cert.pem", authority.Authority);
        session.Run($"{cmdlet} -ExternalCA https://a.example, \"protocol=cfssl,url=https://b.example,x=y,cacert=$file\" -EngineHost $engine", ("engine", engine.Address), ("file", file)).Good();
        var body = JsonNode.Parse(engine.Requests.Single(request => request.Line.StartsWith("POST /swarm/" + path, StringComparison.Ordinal)).Body)!;
        var sent = (body["Spec"] ?? body)["CAConfig"]!["ExternalCAs"]!.AsArray();
        Assert.Equal("""{"Protocol":"cfssl","URL":"https://a.example"}""", sent[0]!.ToJsonString());
        Assert.Equal(("https://b.example", "y", authority.Authority.Trim()), ((string?)sent[1]!["URL"], (string?)sent[1]!["Options"]!["x"], ((string?)sent[1]!["CACert"])?.Trim()));
        Assert.Equal(["ExternalCAInvalid"], session.Run($"{cmdlet} -ExternalCA url=https://a -EngineHost $engine", ("engine", engine.Address)).ErrorIds);
    }

    [Fact]
    public void Who_is_behind_is_named_when_the_time_is_over()
    {
        using var engine = Start(rotating: true, Node("new", "ready", "bmV3"), Node("old", "down", "b2xk"));
        var error = Assert.Single(session.Run("Reset-ContainerSwarmCA -TimeoutSeconds 1 -PassThru -EngineHost $engine", ("engine", engine.Address)).Errors);
        Assert.Equal(("SwarmCAResetTimeout", System.Management.Automation.ErrorCategory.OperationTimeout), (error.FullyQualifiedErrorId.Split(',')[0], error.CategoryInfo.Category));
        Assert.Contains("1 of 2 nodes have new certificates, not old (down)", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void As_long_as_the_managers_say_that_it_goes_on_it_does()
    {
        using var engine = Start(rotating: true, Node("new", "ready", "bmV3"));
        using var waiting = session.Start("Reset-ContainerSwarmCA -EngineHost $engine", ("engine", engine.Address));
        SwarmEngine.Until(() => engine.Requests.Count(request => request.Line.StartsWith("GET /nodes", StringComparison.Ordinal)) > 2, "another look");
        Assert.True(waiting.IsRunning);
        Assert.InRange(waiting.Stop(), TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }
}
