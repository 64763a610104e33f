using ContainerTools.Engine;

namespace ContainerTools.UnitTests.Engine;

public sealed class DockerConfigurationTests : IDisposable
{
    private readonly ConfigurationFolder docker = new();

    public void Dispose() => docker.Dispose();

    [Fact]
    public void Proxies_are_those_of_the_engine_or_the_default_ones()
    {
        docker.Config("""{"proxies":{"default":{"httpProxy":"http://d"},"tcp://own:1":{"httpProxy":"http://o"}}}""");
        var configuration = DockerConfiguration.Read(docker.Environment);
        Assert.Equal("http://o", configuration.Proxies("tcp://own:1").Text("httpProxy"));
        Assert.Equal("http://d", configuration.Proxies("tcp://other:1").Text("httpProxy"));
    }

    [Fact]
    public void What_is_not_there_is_nothing()
    {
        var configuration = DockerConfiguration.Read(docker.Environment);
        Assert.Null(configuration.CurrentContext);
        Assert.Null(configuration.DetachKeys);
        Assert.Empty(configuration.HttpHeaders);
        Assert.Equal("", configuration.Proxies("tcp://any:1").Text("httpProxy"));
        Assert.False(configuration.Contexts.Exists("any"));
    }

    [Fact]
    public void Keys_and_headers_are_read()
    {
        docker.Config("""{"detachKeys":"ctrl-x","HttpHeaders":{"A":"b"},}""");
        var configuration = DockerConfiguration.Read(docker.Environment);
        Assert.Equal("ctrl-x", configuration.DetachKeys);
        Assert.Equal("b", configuration.HttpHeaders["A"]);
    }
}
