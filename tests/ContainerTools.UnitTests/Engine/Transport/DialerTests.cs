using ContainerTools.Engine;
using ContainerTools.Engine.Transport;

namespace ContainerTools.UnitTests.Engine.Transport;

public sealed class DialerTests
{
    [Theory]
    [InlineData("unix:///var/run/docker.sock", "http://localhost/")]
    [InlineData("npipe:////./pipe/docker_engine", "http://localhost/")]
    [InlineData("tcp://host:2375", "http://host:2375/")]
    [InlineData("tcp://host:2375/proxy/", "http://host:2375/proxy/")]
    [InlineData("tcp://[::1]:80/", "http://[::1]:80/")]
    [InlineData("http://host", "http://host/")]
    [InlineData("https://host", "http://host:443/")]
    [InlineData("https://host:8443/engine", "http://host:8443/engine/")]
    public void Requests_name_the_engine_and_its_path(string host, string expected) => Assert.Equal(new Uri(expected), Dialer.HttpAddress(new Uri(host)));

    [Theory]
    [InlineData("npipe:////./pipe/docker_engine", ".", "docker_engine")]
    [InlineData("npipe://./pipe/docker_engine", ".", "docker_engine")]
    [InlineData("npipe:////./PIPE/dockerDesktopLinuxEngine", ".", "dockerDesktopLinuxEngine")]
    [InlineData("npipe:////server/pipe/some/name", "server", "some/name")]
    public void A_pipe_is_named_as_docker_and_as_dotnet_spell_it(string host, string server, string name) => Assert.Equal((server, name), PipeDialer.Address(new Uri(host)));

    [Theory]
    [InlineData("unix:///x.sock", typeof(SocketDialer))]
    [InlineData("tcp://host:1", typeof(SocketDialer))]
    [InlineData("npipe:////./pipe/x", typeof(PipeDialer))]
    [InlineData("ssh://me@host", typeof(SshDialer))]
    public void Each_kind_of_address_has_its_way(string host, Type way)
    {
        using var dialer = Dialer.For(new EngineEndpoint { Host = new Uri(host), Source = ContainerEndpointSource.Parameter });
        Assert.IsType(way, dialer);
    }
}
