using ContainerTools.Engine;

namespace ContainerTools.UnitTests.Engine;

public sealed class EndpointResolverTests : IDisposable
{
    private const string Platform = "unix:///var/run/docker.sock";

    private readonly ConfigurationFolder docker = new();

    public void Dispose() => docker.Dispose();

    private EngineEndpoint Resolve(string? context = null, string? host = null) => EndpointResolver.Resolve(context, host, docker.Environment);

    private EngineException Refuse(string? context = null, string? host = null) => Assert.Throws<EngineException>(() => Resolve(context, host));

    private void AllSources()
    {
        docker.Context("param", "tcp://param:1").Context("env", "tcp://env:1").Context("current", "tcp://current:1");
        docker.Config("""{"currentContext":"current"}""").Set("DOCKER_CONTEXT", "env").Set("DOCKER_HOST", "tcp://host:1");
    }

    [Fact]
    public void Parameters_come_first()
    {
        AllSources();
        var byContext = Resolve(context: "param");
        Assert.Equal(("tcp://param:1", "param", ContainerEndpointSource.Parameter), (byContext.HostText, byContext.Context, byContext.Source));
        Assert.Contains("(context 'param', from -Context)", byContext.Describe(), StringComparison.Ordinal);
        var byHost = Resolve(host: "tcp://given:1");
        Assert.Equal(("tcp://given:1", null, ContainerEndpointSource.Parameter), (byHost.HostText, byHost.Context, byHost.Source));
        Assert.Contains("(from -EngineHost)", byHost.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void Then_DOCKER_HOST_then_DOCKER_CONTEXT_then_the_current_context_then_the_default()
    {
        AllSources();
        var found = Resolve();
        Assert.Equal(("tcp://host:1", null, ContainerEndpointSource.DockerHost), (found.HostText, found.Context, found.Source));
        Assert.Contains("DOCKER_HOST", found.Describe(), StringComparison.Ordinal);

        docker.Set("DOCKER_HOST", "");
        found = Resolve();
        Assert.Equal(("tcp://env:1", "env", ContainerEndpointSource.DockerContext), (found.HostText, found.Context, found.Source));
        Assert.Contains("DOCKER_CONTEXT", found.Describe(), StringComparison.Ordinal);

        docker.Set("DOCKER_CONTEXT", "");
        found = Resolve();
        Assert.Equal(("tcp://current:1", "current", ContainerEndpointSource.Configuration), (found.HostText, found.Context, found.Source));
        Assert.Contains("config.json", found.Describe(), StringComparison.Ordinal);

        docker.Config("{}");
        found = Resolve();
        Assert.Equal((Platform, null, ContainerEndpointSource.Default), (found.HostText, found.Context, found.Source));
        Assert.Contains("default of this platform", found.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_folder_and_no_file_are_no_failure()
    {
        docker.Set("DOCKER_CONFIG", Path.Combine(docker.Folder, "nowhere"));
        Assert.Equal(ContainerEndpointSource.Default, Resolve().Source);
    }

    [Fact]
    public void The_context_named_default_is_DOCKER_HOST_or_the_platforms()
    {
        Assert.Equal((Platform, "default"), (Resolve(context: "default").HostText, Resolve(context: "default").Context));
        docker.Set("DOCKER_HOST", "tcp://host:1");
        Assert.Equal("tcp://host:1", Resolve(context: "default").HostText);
        docker.Config("""{"currentContext":"default"}""").Set("DOCKER_HOST", "");
        Assert.Equal((Platform, ContainerEndpointSource.Configuration), (Resolve().HostText, Resolve().Source));
    }

    [Theory]
    [InlineData("parameter")]
    [InlineData("DOCKER_CONTEXT")]
    [InlineData("currentContext")]
    public void A_context_that_is_not_there_is_an_error_and_no_step_to_the_next(string source)
    {
        if (source == "DOCKER_CONTEXT") docker.Set(source, "gone");
        if (source == "currentContext") docker.Config("""{"currentContext":"gone"}""");
        var refused = Refuse(source == "parameter" ? "gone" : null);
        Assert.Equal(("ContextNotFound", "gone"), (refused.ErrorId, refused.Target));
        Assert.Contains("'gone'", refused.Message, StringComparison.Ordinal);
        Assert.Contains(docker.Folder, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "ConfigurationUnreadable")]
    [InlineData("{}", "ContextInvalid")]
    [InlineData("""{"Endpoints":{"docker":{"Host":""}}}""", "ContextInvalid")]
    [InlineData("""{"Endpoints":{"docker":{"Host":"smb://x"}}}""", "EngineHostInvalid")]
    public void A_broken_context_is_an_error(string file, string id) => Assert.Equal(id, Refuse(Context("broken", file)).ErrorId);

    private string Context(string name, string file)
    {
        docker.ContextFile(name, file);
        return name;
    }

    [Fact]
    public void A_broken_configuration_is_an_error_that_names_the_file()
    {
        docker.Config("{ nonsense");
        var refused = Refuse();
        Assert.Equal("ConfigurationUnreadable", refused.ErrorId);
        Assert.Contains(Path.Combine(docker.Folder, "config.json"), refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unix:///run/user/1000/docker.sock", "unix:///run/user/1000/docker.sock")]
    [InlineData("unix:///tmp/a%20b#c?.sock", "unix:///tmp/a%20b#c?.sock")]
    [InlineData("unix://", Platform)]
    [InlineData("npipe:////./pipe/docker_engine", "npipe:////./pipe/docker_engine")]
    [InlineData("npipe://./pipe/docker_engine", "npipe://./pipe/docker_engine")]
    [InlineData("build.example", "tcp://build.example:2375")]
    [InlineData("build.example:1234", "tcp://build.example:1234")]
    [InlineData("tcp://build.example", "tcp://build.example:2375")]
    [InlineData("tcp://build.example/proxy/", "tcp://build.example:2375/proxy")]
    [InlineData("tcp://[::1]", "tcp://[::1]:2375")]
    [InlineData("tcp://[::1]:1234", "tcp://[::1]:1234")]
    [InlineData("tcp://:1234", "tcp://localhost:1234")]
    [InlineData("tcp://", "tcp://localhost:2375")]
    [InlineData("  tcp://build.example:1  ", "tcp://build.example:1")]
    [InlineData("http://build.example:8080", "http://build.example:8080")]
    [InlineData("ssh://me@Build_Alias:22/run/docker.sock", "ssh://me@Build_Alias:22/run/docker.sock")]
    public void Addresses_are_read_as_docker_reads_them(string text, string expected) => Assert.Equal(expected, Resolve(host: text).HostText);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("smb://host")]
    [InlineData("fd://")]
    [InlineData("unix://run/docker.sock")]
    [InlineData("unix:///")]
    [InlineData("tcp://host:port")]
    [InlineData("tcp://host:99999")]
    [InlineData("tcp://user@host:2375")]
    [InlineData("tcp://host:2375?a=b")]
    public void What_is_no_address_is_refused_with_its_text(string text)
    {
        var refused = Refuse(host: text);
        Assert.Equal("EngineHostInvalid", refused.ErrorId);
        Assert.Contains($"'{text}'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("unix:///var/run/docker.sock", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("npipe://server/docker_engine")]
    [InlineData("npipe:////./pipe/")]
    public void What_is_no_pipe_is_refused_with_its_text(string text)
    {
        var refused = Refuse(host: text);
        Assert.Equal("EngineHostInvalid", refused.ErrorId);
        Assert.Contains($"'{text}' is not a named pipe", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_socket_path_that_no_system_takes_is_refused() =>
        Assert.Contains("longer than", Refuse(host: "unix:///" + new string('x', 200)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("DOCKER_TLS_VERIFY", "0")]
    [InlineData("DOCKER_TLS", "1")]
    public void Dockers_variables_turn_TLS_on_for_what_is_reached_over_TCP(string variable, string value)
    {
        docker.Set(variable, value);
        var secure = Resolve(host: "tcp://build.example").Tls!;
        Assert.Contains(variable, secure.Reason, StringComparison.Ordinal);
        Assert.Equal((docker.Folder, false), (secure.Folder, secure.SkipVerification));
        Assert.Equal("TlsFileNotFound", Assert.Throws<EngineException>(() => secure.Material).ErrorId);
        Assert.Equal("tcp://build.example:2376", Resolve(host: "tcp://build.example").HostText);
        Assert.NotNull(Resolve(host: "http://build.example").Tls);
        Assert.Equal(("tcp://localhost:2376", ContainerEndpointSource.Default), (Resolve().HostText, Resolve().Source));
        Assert.Null(Resolve(host: Platform).Tls);
        Assert.Null(Resolve(host: "npipe:////./pipe/docker_engine").Tls);
        docker.Context("plain", "tcp://plain:1");
        Assert.Null(Resolve(context: "plain").Tls);
        docker.Set("DOCKER_CERT_PATH", "/elsewhere");
        Assert.Equal("/elsewhere", Resolve(host: "tcp://build.example").Tls!.Folder);
    }

    [Fact]
    public void A_context_turns_TLS_on_by_its_certificates_or_by_doing_without_a_check()
    {
        docker.Context("secure", "tcp://secure").Certificate("secure");
        var secure = Resolve(context: "secure");
        Assert.Equal(("tcp://secure:2376", false), (secure.HostText, secure.Tls!.SkipVerification));
        Assert.NotNull(secure.Tls.Material.Authority);
        docker.ContextFile("open", """{"Name":"open","Metadata":{},"Endpoints":{"docker":{"Host":"tcp://open:1","SkipTLSVerify":true}}}""");
        Assert.True(Resolve(context: "open").Tls!.SkipVerification);
        docker.Context("socket", Platform).Certificate("socket");
        Assert.Null(Resolve(context: "socket").Tls);
    }

    [Fact]
    public void An_https_address_has_TLS_and_the_port_of_the_web()
    {
        var endpoint = Resolve(host: "https://build.example/engine");
        Assert.Equal(443, endpoint.Host.Port);
        Assert.Null(endpoint.Tls!.Folder);
        Assert.Null(endpoint.Tls.Material.Authority);
    }

    [Fact]
    public void The_choice_of_the_session_comes_after_parameters_and_before_the_rest()
    {
        AllSources();
        docker.Context("mine", "tcp://mine:1");
        EngineEndpoint InSession(string? context = null, string? host = null) => EndpointResolver.Resolve(context, host, docker.Environment, "mine");
        Assert.Equal(("tcp://mine:1", "mine", ContainerEndpointSource.Session), (InSession().HostText, InSession().Context, InSession().Source));
        Assert.Contains("chosen for this session", InSession().Describe(), StringComparison.Ordinal);
        Assert.Equal("tcp://param:1", InSession(context: "param").HostText);
        Assert.Equal("tcp://given:1", InSession(host: "tcp://given:1").HostText);
        var gone = Assert.Throws<EngineException>(() => EndpointResolver.Resolve(null, null, docker.Environment, "gone"));
        Assert.Contains("Use-ContainerContext chose", gone.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Headers_come_from_the_configuration_or_in_their_place_from_the_environment()
    {
        docker.Config("""{"HttpHeaders":{"X-Team":"blue","X-More":"1"}}""");
        Assert.Equal("blue", Resolve().Headers["X-Team"]);
        docker.Set("DOCKER_CUSTOM_HEADERS", """X-Team=green,"X-List=a,b=c", X-Space= 1 """);
        var headers = Resolve().Headers;
        Assert.Equal(("green", "a,b=c", " 1 ", 3), (headers["X-Team"], headers["X-List"], headers["X-Space"], headers.Count));
    }

    [Theory]
    [InlineData("X-Token:hunter2")]
    [InlineData("A=b,=hunter2")]
    [InlineData("A=\"hunter2")]
    public void Broken_headers_are_refused_without_showing_them(string text)
    {
        docker.Set("DOCKER_CUSTOM_HEADERS", text);
        var refused = Refuse();
        Assert.Equal("CustomHeadersInvalid", refused.ErrorId);
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pinned_version_is_kept()
    {
        Assert.Null(Resolve().ApiVersion);
        docker.Set("DOCKER_API_VERSION", "1.41");
        Assert.Equal(new Version(1, 41), Resolve().ApiVersion);
        docker.Set("DOCKER_API_VERSION", "v1.44");
        Assert.Equal(new Version(1, 44), Resolve().ApiVersion);
    }

    [Theory]
    [InlineData("newest")]
    [InlineData("1.39")]
    [InlineData("1")]
    public void A_version_that_cannot_be_spoken_is_refused(string version)
    {
        docker.Set("DOCKER_API_VERSION", version);
        var refused = Refuse();
        Assert.Equal("ApiVersionInvalid", refused.ErrorId);
        Assert.Contains($"'{version}'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_goes_back_to_its_engine_whatever_the_environment_says_now()
    {
        AllSources();
        var endpoint = EndpointResolver.OfObject(null, "tcp://origin:1", docker.Environment);
        Assert.Equal(("tcp://origin:1", null, ContainerEndpointSource.InputObject), (endpoint.HostText, endpoint.Context, endpoint.Source));
        endpoint = EndpointResolver.OfObject("param", "tcp://param:1", docker.Environment);
        Assert.Equal(("tcp://param:1", "param", ContainerEndpointSource.InputObject), (endpoint.HostText, endpoint.Context, endpoint.Source));
        endpoint = EndpointResolver.OfObject("default", Platform, docker.Environment);
        Assert.Equal((Platform, "default"), (endpoint.HostText, endpoint.Context));
    }

    [Fact]
    public void An_object_does_not_follow_its_context_to_another_engine()
    {
        docker.Context("prod", "tcp://new:1");
        var refused = Assert.Throws<EngineException>(() => EndpointResolver.OfObject("prod", "tcp://old:1", docker.Environment));
        Assert.Equal("ContextChanged", refused.ErrorId);
        Assert.Contains("tcp://old:1", refused.Message, StringComparison.Ordinal);
        Assert.Contains("tcp://new:1", refused.Message, StringComparison.Ordinal);
    }
}
