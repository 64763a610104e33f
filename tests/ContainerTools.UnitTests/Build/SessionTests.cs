using System.Buffers.Binary;
using ContainerTools.Engine.Build.Session;
using ContainerTools.Engine.Build.Session.Protocol;
using ContainerTools.Engine.Http2;
using ContainerTools.UnitTests.Engine.Http2;
using Google.Protobuf;

namespace ContainerTools.UnitTests.Build;

/// <summary>The calls of an engine in a session, and what it may send in their place.</summary>
public sealed class SessionTests : IDisposable
{
    private const string Echo = "/test/Echo";

    private readonly Http2Client client;

    public SessionTests()
    {
        var server = new GrpcServer();
        server.Add(Echo, SecretRequest.Parser, request => request.Id switch
        {
            "missing" => throw new GrpcException(GrpcStatus.NotFound, "not 100 % found, größer\n"),
            "broken" => throw new InvalidOperationException("s3cret"),
            _ => new SecretAnswer { Data = ByteString.CopyFromUtf8(request.Id) },
        });
        new SshForwarding(new Dictionary<string, string> { ["default"] = "/no/such/agent" }).Offer(server);
        client = new Http2Client(server.ServeAsync).Begin();
    }

    public void Dispose() => client.Dispose();

    private static byte[] Message(byte[] message, byte compressed = 0, int? length = null) => [compressed, .. Http2Client.Number(length ?? message.Length), .. message];

    private static byte[] Request(string id) => Message(new SecretRequest { Id = id }.ToByteArray());

    /// <summary>Calls a method with what may be a message, and gives the status with which the call ends.</summary>
    private (string Status, string Text) Status(string method, byte[] content, int stream = 1)
    {
        client.Request(stream, method, isEnd: false);
        client.Send(Http2FrameType.Data, Http2Frame.EndStream, stream, content);
        var headers = client.Headers(stream);
        Assert.Equal(new Http2Header(":status", "200"), headers[0]);
        Assert.Equal("application/grpc", headers.Find(h => h.Name == "content-type").Value);
        if (!headers.Exists(h => h.Name == "grpc-status")) headers = client.Headers(stream);
        return (headers.Find(h => h.Name == "grpc-status").Value, headers.Find(h => h.Name == "grpc-message").Value);
    }

    [Fact]
    public void A_call_is_answered_and_ends_well()
    {
        client.Request(1, Echo, isEnd: false);
        client.Send(Http2FrameType.Data, Http2Frame.EndStream, 1, Request("größe"));
        client.Headers(1);
        var answer = client.Data(1, 5);
        Assert.Equal((0, answer.Length - 5), (answer[0], BinaryPrimitives.ReadInt32BigEndian(answer.AsSpan(1))));
        Assert.Equal("größe", SecretAnswer.Parser.ParseFrom(answer.AsSpan(5).ToArray()).Data.ToStringUtf8());
        Assert.Equal("0", client.Headers(1)[0].Value);
    }

    [Fact]
    public void An_error_is_a_status_with_a_text_that_fits_in_a_header() => Assert.Equal(("5", "not 100 %25 found, gr%C3%B6%C3%9Fer%0A"), Status(Echo, Request("missing")));

    [Fact]
    public void What_fails_here_is_told_without_what_it_was() => Assert.Equal(("13", "the client failed: InvalidOperationException"), Status(Echo, Request("broken")));

    public static TheoryData<string, byte[], string> Bad => new()
    {
        { "/moby.filesync.v1.FileSync/DiffCopy", [], "12" },
        { "", [], "12" },
        { Echo, [], "3" },
        { Echo, [0, 0, 0], "3" },
        { Echo, Message([1, 2], length: 3), "3" },
        { Echo, Message([0xFF, 0xFF]), "3" },
        { Echo, Message([1], compressed: 1), "12" },
        { Echo, Message([], length: 600_000), "8" },
        { Echo, Message([], length: -1), "8" },
        { "/moby.sshforward.v1.SSH/CheckAgent", Message(new AgentRequest { Id = "other" }.ToByteArray()), "5" },
        { "/moby.sshforward.v1.SSH/CheckAgent", Message(new AgentRequest().ToByteArray()), "0" },
        { "/moby.sshforward.v1.SSH/ForwardAgent", [], "14" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_cannot_be_answered_has_a_status(string method, byte[] content, string status) => Assert.Equal(status, Status(method, content).Status);

    [Fact]
    public void Calls_go_on_after_bad_ones()
    {
        Assert.Equal("3", Status(Echo, [0], 1).Status);
        Assert.Equal("0", Status(Echo, Request("x"), 3).Status);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(256 * 1024 + 1)]
    public void A_question_of_a_length_that_it_cannot_have_is_refused(int length)
    {
        var questions = new SshQuestions();
        questions.Append(Http2Client.Number(length));
        Assert.Equal(GrpcStatus.InvalidArgument, Assert.Throws<GrpcException>(() => questions.Next()).Status);
    }

    [Theory]
    [InlineData(@"\\.\pipe\openssh-ssh-agent", true)]
    [InlineData("//./pipe/agent", true)]
    [InlineData(@"\\.\PIPE\a\b", true)]
    [InlineData(@"\\.\pipe\", false)]
    [InlineData(@"\\server\pipe\agent", false)]
    [InlineData("/run/agent", false)]
    [InlineData("", false)]
    public void A_pipe_of_Windows_is_known(string path, bool expected) => Assert.Equal(expected, SshAgent.IsPipe(path));
}
