using System.Text.Json;
using ContainerTools.Engine;
using ContainerTools.Engine.Build;

namespace ContainerTools.UnitTests.Build;

public class BuildRequestTests
{
    [Fact]
    public void A_repository_is_handed_to_the_engine_as_it_is_written()
    {
        var query = new BuildRequest { Remote = "https://example.org/a.git#main:sub", RemoteDockerfile = "x/Dockerfile", Pull = true }.ToQuery().ToString();
        Assert.Contains("remote=https%3A%2F%2Fexample.org%2Fa.git%23main%3Asub", query, StringComparison.Ordinal);
        Assert.Contains("dockerfile=x%2FDockerfile", query, StringComparison.Ordinal);
        Assert.Contains("pull=1", query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.org/a.git", true)]
    [InlineData("http://example.org/a.tar.gz", true)]
    [InlineData("git://example.org/a", true)]
    [InlineData("git@example.org:a/b.git", true)]
    [InlineData("github.com/a/b", true)]
    [InlineData("./github.com", false)]
    [InlineData("C:\\app", false)]
    [InlineData("app", false)]
    public void Dockers_spellings_of_repositories_are_known(string path, bool remote) => Assert.Equal(remote, RemoteContext.IsRemote(path));

    [Fact]
    public void Values_are_sent_whatever_is_in_them()
    {
        var query = new BuildRequest
        {
            Context = BuildContext.FromText("FROM a"),
            Tags = ["a:1", "b:2"],
            Arguments = new Dictionary<string, string?> { ["A"] = "x=\"y\"&ü", ["NONE"] = null },
            Labels = new Dictionary<string, string> { ["l"] = "" },
            NoCache = true,
            Pull = true,
        }.ToQuery().ToString();
        Assert.StartsWith("?version=2&dockerfile=Dockerfile&t=a%3A1&t=b%3A2&", query, StringComparison.Ordinal);
        var arguments = query.Split('&').Single(p => p.StartsWith("buildargs=", StringComparison.Ordinal))["buildargs=".Length..];
        var json = JsonDocument.Parse(Uri.UnescapeDataString(arguments)).RootElement;
        Assert.Equal("x=\"y\"&ü", json.GetProperty("A").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("NONE").ValueKind);
        Assert.Contains("nocache=1", query, StringComparison.Ordinal);
        // BuildKit would ask the client for credentials: the module has pulled before.
        Assert.DoesNotContain("pull=", query, StringComparison.Ordinal);
        Assert.Matches("buildid=[0-9a-f]{32}", query);
    }

    [Fact]
    public void The_classic_builder_pulls_by_itself()
    {
        var query = new BuildRequest { Builder = ContainerImageBuilder.Classic, Context = BuildContext.FromText("FROM a"), Pull = true }.ToQuery().ToString();
        Assert.Contains("version=1", query, StringComparison.Ordinal);
        Assert.Contains("pull=1", query, StringComparison.Ordinal);
        Assert.DoesNotContain("buildid", query, StringComparison.Ordinal);
    }

    [Fact]
    public void Proxies_of_dockers_configuration_yield_to_what_is_given()
    {
        using var proxies = JsonDocument.Parse("""{ "httpProxy": "http://p:1", "noProxy": "localhost", "ftpProxy": "" }""");
        var arguments = BuildArguments.Resolve(["HTTP_PROXY=mine", "FROM_ENVIRONMENT", "NOT_THERE", "EMPTY=", "TWICE=1", "TWICE=2"], proxies.RootElement, name => name == "FROM_ENVIRONMENT" ? "here" : null);
        Assert.Equal(
            new Dictionary<string, string?>
            {
                ["HTTP_PROXY"] = "mine", ["http_proxy"] = "http://p:1", ["NO_PROXY"] = "localhost", ["no_proxy"] = "localhost",
                ["FROM_ENVIRONMENT"] = "here", ["NOT_THERE"] = null, ["EMPTY"] = "", ["TWICE"] = "2",
            },
            arguments);
    }

    [Fact]
    public void The_builder_is_the_engines()
    {
        Assert.Equal(ContainerImageBuilder.BuildKit, BuildChecks.Default(Engine("linux", null)));
        Assert.Equal(ContainerImageBuilder.BuildKit, BuildChecks.Default(Engine("linux", "2")));
        Assert.Equal(ContainerImageBuilder.Classic, BuildChecks.Default(Engine("linux", "1")));
        Assert.Equal(ContainerImageBuilder.Classic, BuildChecks.Default(Engine("windows", null)));
        var refused = Assert.Throws<EngineException>(() => BuildChecks.Check(new BuildRequest { Context = BuildContext.FromText("FROM a") }, Engine("windows", null)));
        Assert.Equal("BuilderUnsupported", refused.ErrorId);
    }

    private static EngineVersion Engine(string os, string? builder) => new() { Api = new Version(1, 43), OSType = os, Builder = builder };
}
