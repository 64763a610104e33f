using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using ContainerTools.Engine;
using Docker.DotNet;

namespace ContainerTools.UnitTests;

public sealed class ErrorsTests
{
    private const string Id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private static readonly EngineEndpoint Remote = Recording.Local with { Host = new Uri("tcp://build.example:2375"), Source = ContainerEndpointSource.DockerHost };

    private static ErrorRecord Answered(int status, string body, Errors.Subject subject = Errors.Subject.Container) =>
        Errors.From(new DockerApiException((HttpStatusCode)status, body), Recording.Local, subject, "web");

    [Theory]
    [InlineData(400, "bad parameter", "RequestRefused", ErrorCategory.InvalidArgument)]
    [InlineData(400, "client version 1.99 is too new. Maximum supported API version is 1.51", "ApiVersionUnsupported", ErrorCategory.NotImplemented)]
    [InlineData(401, "unauthorized", "AccessDenied", ErrorCategory.PermissionDenied)]
    [InlineData(403, "forbidden", "AccessDenied", ErrorCategory.PermissionDenied)]
    [InlineData(404, "No such container: web", "ContainerNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData(404, "No such image: busybox:1", "ImageNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData(404, "network lan not found", "NetworkNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData(409, "The container name \"/web\" is already in use by container \"4711\".", "ContainerAlreadyExists", ErrorCategory.ResourceExists)]
    [InlineData(409, "Container 4711 is not running", "ContainerConflict", ErrorCategory.InvalidOperation)]
    [InlineData(500, "Container 4711 is not paused", "ContainerConflict", ErrorCategory.InvalidOperation)]
    [InlineData(500, "Cannot kill container: web: The linux daemon does not support signal 777", "RequestRefused", ErrorCategory.InvalidArgument)]
    [InlineData(500, "configured logging driver does not support reading", "LogDriverUnsupported", ErrorCategory.NotImplemented)]
    [InlineData(500, "out of luck", "EngineError", ErrorCategory.NotSpecified)]
    [InlineData(501, "not here", "NotSupportedByEngine", ErrorCategory.NotImplemented)]
    [InlineData(503, "The engine is busy.", "EngineUnavailable", ErrorCategory.ResourceUnavailable)]
    [InlineData(503, "This node is not a swarm manager.", "NotASwarmManager", ErrorCategory.InvalidOperation)]
    [InlineData(404, "plugin \"nosuch\" not found", "DriverNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData(409, "network with name front already exists", "ContainerAlreadyExists", ErrorCategory.ResourceExists)]
    public void An_answer_has_an_id_a_category_its_status_and_the_engines_words(int status, string message, string id, ErrorCategory category)
    {
        var error = Answered(status, $$"""{"message":{{System.Text.Json.JsonSerializer.Serialize(message)}}}""");
        Assert.Equal((id, category), (error.FullyQualifiedErrorId, error.CategoryInfo.Category));
        Assert.Equal("web", error.TargetObject);
        // What can be done may be said after the engine's words.
        Assert.StartsWith(message, error.Exception.Message, StringComparison.Ordinal);
        var exception = Assert.IsType<ContainerToolsException>(error.Exception);
        Assert.Equal(status, exception.StatusCode);
        Assert.IsType<DockerApiException>(exception.InnerException);
    }

    [Fact]
    public void A_connection_that_took_too_long_is_a_time_out_whoever_noticed_it()
    {
        var error = Errors.From(new HttpRequestException("An error occurred.", new TimeoutException("no connection within 1 s")), Remote, Errors.Subject.Container, null);
        Assert.Equal(("EngineTimeout", ErrorCategory.OperationTimeout), (error.FullyQualifiedErrorId, error.CategoryInfo.Category));
        Assert.Contains("no connection within 1 s", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Not Found")]
    [InlineData("""{"message":"page not found"}""")]
    public void A_request_that_the_engine_does_not_have_is_not_about_its_object(string body)
    {
        var error = Answered(404, body);
        Assert.Equal(("NotSupportedByEngine", ErrorCategory.NotImplemented), (error.FullyQualifiedErrorId, error.CategoryInfo.Category));
        Assert.Contains("does not know this request", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_subject_begins_the_id()
    {
        Assert.Equal("VolumeConflict", Answered(409, "volume is in use", Errors.Subject.Volume).FullyQualifiedErrorId);
        Assert.Equal("ExecNotFound", Answered(404, "unknown", Errors.Subject.Exec).FullyQualifiedErrorId);
    }

    [Theory]
    [InlineData(null, "The engine refused without saying why.")]
    [InlineData("  ", "The engine refused without saying why.")]
    [InlineData("""{"message":" because \n"}""", "because")]
    [InlineData("""{"cause":"x"}""", """{"cause":"x"}""")]
    [InlineData("plain words\n", "plain words")]
    [InlineData("<html>", "<html>")]
    public void The_message_is_read_from_JSON_or_taken_as_it_stands(string? body, string expected) => Assert.Equal(expected, Errors.EngineMessage(body));

    [Fact]
    public void A_page_of_a_proxy_is_cut() => Assert.Equal(1001, Errors.EngineMessage(new string('x', 5000)).Length);

    [Theory]
    [InlineData("web", true, "There is no container 'web'")]
    [InlineData("w*", true, "There is no container 'real'")]
    [InlineData("web", false, "container real is not running")]
    public void Of_a_container_its_name_is_said_and_not_its_id(string given, bool gone, string expected)
    {
        var target = new ContainerTarget(new ContainerReference(given), null!, Recording.Local, Id, "real");
        var failure = gone ? new DockerApiException(HttpStatusCode.NotFound, $"No such container: {Id}") : new DockerApiException(HttpStatusCode.Conflict, $"container {Id} is not running");
        var error = Errors.OfContainer(failure, target);
        Assert.Contains(expected, error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Id, error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "No such container: x", true)]
    [InlineData(404, "no such container", true)]
    [InlineData(404, "network lan not found", false)]
    [InlineData(409, "No such container: x", false)]
    public void Only_the_container_itself_can_be_gone(int status, string message, bool expected) =>
        Assert.Equal(expected, ContainerTarget.IsGone(new DockerApiException((HttpStatusCode)status, message)));

    [Theory]
    [InlineData(SocketError.ConnectionRefused, "EngineUnreachable", "Check the address")]
    [InlineData(SocketError.HostNotFound, "EngineUnreachable", "Check its spelling")]
    [InlineData(SocketError.TimedOut, "EngineUnreachable", "firewall")]
    [InlineData(SocketError.ConnectionReset, "EngineConnectionLost", "broke")]
    [InlineData(SocketError.NetworkUnreachable, "EngineUnreachable", "Cannot reach")]
    public void A_connection_that_fails_names_the_engine_its_source_and_a_remedy(SocketError code, string id, string remedy)
    {
        var error = Errors.From(new HttpRequestException("x", new SocketException((int)code)), Remote, Errors.Subject.Engine, null);
        Assert.Equal((id, ErrorCategory.ConnectionError), (error.FullyQualifiedErrorId, error.CategoryInfo.Category));
        Assert.Contains("tcp://build.example:2375 (from the environment variable DOCKER_HOST)", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal("tcp://build.example:2375", error.TargetObject);
    }

    [Fact]
    public void A_socket_that_may_not_be_opened_names_the_group()
    {
        var error = Errors.From(new HttpRequestException("x", new SocketException((int)SocketError.AccessDenied)), Recording.Local, Errors.Subject.Engine, null);
        Assert.Equal(("EnginePermissionDenied", ErrorCategory.PermissionDenied), (error.FullyQualifiedErrorId, error.CategoryInfo.Category));
        Assert.Contains("unix:///var/run/docker.sock (the default of this platform)", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("group", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_out_says_how_to_give_more_time()
    {
        var error = Errors.From(new TimeoutException("no answer within 10 s"), Remote, Errors.Subject.Engine, null);
        Assert.Equal(("EngineTimeout", ErrorCategory.OperationTimeout), (error.FullyQualifiedErrorId, error.CategoryInfo.Category));
        Assert.Contains("-ConnectTimeoutSeconds", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("tcp://build.example:2375", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_HTTP_is_not_an_engine()
    {
        var error = Errors.From(new HttpRequestException(HttpRequestError.InvalidResponse, "Received an invalid status line: 'SSH-2.0'"), Remote, Errors.Subject.Engine, null);
        Assert.Equal(("NotAnEngine", ErrorCategory.ConnectionError), (error.FullyQualifiedErrorId, error.CategoryInfo.Category));
        Assert.Contains("SSH-2.0", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_known_already_is_told_as_it_is()
    {
        var error = Errors.From(new EngineException("Known", ErrorCategory.LimitsExceeded, null, "words"), Remote, Errors.Subject.Engine, "mine");
        Assert.Equal(("Known", ErrorCategory.LimitsExceeded, "words", "mine"), (error.FullyQualifiedErrorId, error.CategoryInfo.Category, error.Exception.Message, (string)error.TargetObject));
    }
}
