using System.Buffers.Binary;
using ContainerTools.Engine.Http2;

namespace ContainerTools.UnitTests.Engine.Http2;

/// <summary>The server's side of a connection, with a client that keeps to the rules and with some that do not.</summary>
public sealed class Http2ConnectionTests
{
    private static readonly Http2Header[] Ok = [new(":status", "200")];

    /// <summary>Answers with what was sent.</summary>
    private static async Task Echo(Http2Stream stream, CancellationToken token)
    {
        using var all = new MemoryStream();
        var buffer = new byte[1000];
        while (await stream.ReadAsync(buffer, token) is > 0 and var count) all.Write(buffer, 0, count);
        stream.WriteHeaders(Ok, isEnd: false);
        await stream.WriteAsync(all.ToArray(), token);
        stream.WriteHeaders([new("trailer", stream.Header(":path")!)], isEnd: true);
    }

    [Fact]
    public async Task A_request_is_answered_and_padding_and_priority_are_left_out()
    {
        using var client = new Http2Client(Echo).Begin();
        byte[] headers = HpackEncoder.Encode([new(":path", "/echo")]);
        client.Send(Http2FrameType.Headers, Http2Frame.EndHeaders | Http2Frame.Padded | Http2Frame.HasPriority, 1, [3, 0, 0, 0, 0, 9, .. headers, 0, 0, 0]);
        client.Send(Http2FrameType.Data, Http2Frame.Padded, 1, [2, .. "hel"u8, 0, 0]);
        client.Send(Http2FrameType.Priority, 0, 1, [0, 0, 0, 0, 1]);
        client.Send((Http2FrameType)0x42, 0xFF, 7, [1, 2, 3]);
        client.Send(Http2FrameType.Data, Http2Frame.EndStream, 1, [.. "lo"u8]);
        Assert.Equal(Ok, client.Headers(1));
        Assert.Equal("hello"u8.ToArray(), client.Data(1, 5));
        Assert.Equal([new("trailer", "/echo")], client.Headers(1));
        client.CloseWrite();
        await client.Server;
    }

    [Fact]
    public async Task Header_fields_may_come_in_pieces_and_after_the_content()
    {
        using var client = new Http2Client(Echo).Begin();
        byte[] headers = HpackEncoder.Encode([new(":path", "/pieces")]);
        client.Send(Http2FrameType.Headers, 0, 1, headers[..3]);
        client.Send(Http2FrameType.Continuation, 0, 1, headers[3..6]);
        client.Send(Http2FrameType.Continuation, Http2Frame.EndHeaders, 1, headers[6..]);
        client.Send(Http2FrameType.Data, 0, 1, [1]);
        client.Send(Http2FrameType.Headers, Http2Frame.EndHeaders | Http2Frame.EndStream, 1, HpackEncoder.Encode([new("more", "1")]));
        Assert.Equal([1], client.Data(1, 1));
        Assert.Equal([new("trailer", "/pieces")], client.Headers(1));
        client.CloseWrite();
        await client.Server;
    }

    [Fact]
    public async Task Pings_and_settings_are_acknowledged()
    {
        using var client = new Http2Client(Echo).Begin();
        Assert.Contains((byte)Http2Setting.MaxConcurrentStreams, client.Next(Http2FrameType.Settings, 0).Payload);
        var acknowledged = client.Next(Http2FrameType.Settings, 0);
        Assert.True(acknowledged.IsEnd);
        Assert.Empty(acknowledged.Payload);
        client.Send(Http2FrameType.Ping, 0, 0, [1, 2, 3, 4, 5, 6, 7, 8]);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], client.Next(Http2FrameType.Ping, 0).Payload);
        client.CloseWrite();
        await client.Server;
    }

    /// <summary>More than the windows of 64 KB, in both directions.</summary>
    [Fact]
    public async Task Much_passes_as_fast_as_it_is_taken()
    {
        using var client = new Http2Client(Echo).Begin();
        var sent = new byte[500 * 1024];
        Random.Shared.NextBytes(sent);
        client.Request(1, "/much", isEnd: false);
        var (stream, connection) = (65_535, 65_535);
        for (var at = 0; at < sent.Length;)
        {
            var count = Math.Min(Math.Min(16_384, sent.Length - at), Math.Min(stream, connection));
            if (count == 0)
            {
                // The server must have allowed more on both.
                var (about, _, more) = client.Next(Http2FrameType.WindowUpdate, null);
                if (about == 0) connection += BinaryPrimitives.ReadInt32BigEndian(more);
                else stream += BinaryPrimitives.ReadInt32BigEndian(more);
                continue;
            }
            client.Send(Http2FrameType.Data, at + count == sent.Length ? Http2Frame.EndStream : (byte)0, 1, sent[at..(at + count)]);
            (at, stream, connection) = (at + count, stream - count, connection - count);
        }
        var first = client.Data(1, 65_535);
        Assert.Equal(65_535, first.Length);
        // A connection's window alone is not enough, nor is a stream's.
        client.Allow(0, 1 << 20);
        client.Send(Http2FrameType.Ping, 0, 0, new byte[8]);
        client.Next(Http2FrameType.Ping, 0);
        client.Allow(1, 1 << 20);
        byte[] received = [.. first, .. client.Data(1, sent.Length - first.Length)];
        Assert.Equal(sent, received);
        client.CloseWrite();
        await client.Server;
    }

    [Fact]
    public async Task Another_first_window_holds_for_streams_that_are_open_too()
    {
        using var client = new Http2Client(Echo).Begin();
        client.Request(1, "/window", isEnd: false);
        client.Send(Http2FrameType.Settings, 0, 0, [0, 4, 0, 0, 0, 2]);
        client.Send(Http2FrameType.Data, Http2Frame.EndStream, 1, [1, 2, 3, 4, 5]);
        Assert.Equal([1, 2], client.Next(Http2FrameType.Data, 1).Payload);
        client.Send(Http2FrameType.Settings, 0, 0, [0, 4, 0, 0, 0, 1]);
        // It may send one byte less than nothing now.
        client.Allow(1, 2);
        Assert.Equal([3], client.Next(Http2FrameType.Data, 1).Payload);
        client.Allow(1, 10);
        Assert.Equal([4, 5], client.Data(1, 2));
        client.CloseWrite();
        await client.Server;
    }

    [Fact]
    public async Task What_is_given_up_is_not_served_any_longer_and_the_others_are()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var client = new Http2Client(async (stream, token) =>
        {
            if (stream.Header(":path") != "/wait")
            {
                await Echo(stream, token);
                return;
            }
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                ended.SetResult();
            }
        }).Begin();
        client.Request(1, "/wait", isEnd: true);
        client.Request(3, "/echo", isEnd: true);
        Assert.Equal(Ok, client.Headers(3));
        Assert.Equal([new("trailer", "/echo")], client.Headers(3));
        client.Send(Http2FrameType.Reset, 0, 1, Http2Client.Number((int)Http2Error.Cancel));
        await ended.Task;
        // What was on its way meanwhile is no error.
        client.Send(Http2FrameType.Data, 0, 1, [1]);
        client.Allow(1, 1);
        client.Request(5, "/echo", isEnd: true);
        client.Next(Http2FrameType.Headers, 5);
        client.CloseWrite();
        await client.Server;
    }

    [Fact]
    public async Task More_requests_at_once_than_allowed_are_refused_also_where_they_are_given_up()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var client = new Http2Client(async (stream, token) =>
        {
            await release.Task;
            stream.WriteHeaders(Ok, isEnd: true);
        }).Begin();
        for (var i = 0; i < Http2Connection.MostStreams; i++)
        {
            client.Request(2 * i + 1, "/wait", isEnd: true);
            client.Send(Http2FrameType.Reset, 0, 2 * i + 1, Http2Client.Number((int)Http2Error.Cancel));
        }
        client.Request(1001, "/one more", isEnd: true);
        Assert.Equal(Http2Client.Number((int)Http2Error.RefusedStream), client.Next(Http2FrameType.Reset, 1001).Payload);
        release.SetResult();
        client.CloseWrite();
        await client.Server;
    }

    [Fact]
    public async Task The_end_of_the_connection_ends_what_is_served()
    {
        var ended = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var client = new Http2Client(async (stream, token) =>
        {
            try
            {
                await stream.ReadAsync(new byte[1], token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                ended.SetResult(e);
            }
        }).Begin();
        client.Request(1, "/read", isEnd: false);
        client.Send(Http2FrameType.Ping, 0, 0, new byte[8]);
        client.Next(Http2FrameType.Ping, 0);
        client.CloseWrite();
        await ended.Task;
        await client.Server;
    }

    private static byte[] Headers(int stream, byte flags, params byte[] block) => Http2Client.Frame(Http2FrameType.Headers, flags, stream, block);

    private static readonly byte[] Open = Headers(1, Http2Frame.EndHeaders, 0x82);

    public static TheoryData<string, byte[], string> Broken => new()
    {
        { "too long", [0, 0x40, 1, 0, 0, 0, 0, 0, 1], "FrameSize" },
        { "data before a request", Http2Client.Frame(Http2FrameType.Data, 0, 1, [1]), "Protocol" },
        { "data for the connection", Http2Client.Frame(Http2FrameType.Data, 0, 0, [1]), "Protocol" },
        { "data after the end", [.. Headers(1, Http2Frame.EndHeaders | Http2Frame.EndStream, 0x82), .. Http2Client.Frame(Http2FrameType.Data, 0, 1, [1])], "StreamClosed" },
        { "a number of a server's", Headers(2, Http2Frame.EndHeaders, 0x82), "Protocol" },
        { "header fields for the connection", Headers(0, Http2Frame.EndHeaders, 0x82), "Protocol" },
        { "header fields that are none", Headers(1, Http2Frame.EndHeaders, 0x80), "Compression" },
        { "header fields cut off", [.. Headers(1, 0, 0x82), .. Http2Client.Frame(Http2FrameType.Ping, 0, 0, new byte[8])], "Protocol" },
        { "header fields that go on for another", [.. Headers(1, 0, 0x82), .. Http2Client.Frame(Http2FrameType.Continuation, 0, 3, [0x82])], "Protocol" },
        { "header fields without end", [.. Headers(1, 0, 0x82), .. Enumerable.Repeat(Http2Client.Frame(Http2FrameType.Continuation, 0, 1, []), 20).SelectMany(f => f)], "EnhanceYourCalm" },
        { "header fields that go on without a beginning", Http2Client.Frame(Http2FrameType.Continuation, 0, 1, [0x82]), "Protocol" },
        { "trailers that are no end", [.. Open, .. Open], "Protocol" },
        { "more padding than content", Http2Client.Frame(Http2FrameType.Headers, Http2Frame.EndHeaders | Http2Frame.Padded, 1, [9, 0x82]), "Protocol" },
        { "no length of the padding", Http2Client.Frame(Http2FrameType.Headers, Http2Frame.EndHeaders | Http2Frame.Padded, 1, []), "FrameSize" },
        { "a short priority", Http2Client.Frame(Http2FrameType.Headers, Http2Frame.EndHeaders | Http2Frame.HasPriority, 1, [0, 0]), "FrameSize" },
        { "a promise", Http2Client.Frame(Http2FrameType.PushPromise, 0, 1, [0, 0, 0, 2]), "Protocol" },
        { "a short ping", Http2Client.Frame(Http2FrameType.Ping, 0, 0, [1]), "FrameSize" },
        { "a ping of a request", Http2Client.Frame(Http2FrameType.Ping, 0, 1, new byte[8]), "Protocol" },
        { "settings of a request", Http2Client.Frame(Http2FrameType.Settings, 0, 1, []), "Protocol" },
        { "settings cut off", Http2Client.Frame(Http2FrameType.Settings, 0, 0, [0, 4, 0, 0, 0]), "FrameSize" },
        { "an acknowledgement with settings", Http2Client.Frame(Http2FrameType.Settings, 1, 0, [0, 4, 0, 0, 0, 0]), "FrameSize" },
        { "a window that cannot be counted", Http2Client.Frame(Http2FrameType.Settings, 0, 0, [0, 4, 0x80, 0, 0, 0]), "FlowControl" },
        { "a frame's length that cannot be", Http2Client.Frame(Http2FrameType.Settings, 0, 0, [0, 5, 0, 0, 0, 1]), "Protocol" },
        { "a window that grows by nothing", Http2Client.Frame(Http2FrameType.WindowUpdate, 0, 0, [0, 0, 0, 0]), "Protocol" },
        { "a window that grows too large", Http2Client.Frame(Http2FrameType.WindowUpdate, 0, 0, [0x7f, 0xff, 0xff, 0xff]), "FlowControl" },
        { "a window of a request that has not begun", Http2Client.Frame(Http2FrameType.WindowUpdate, 0, 3, [0, 0, 0, 1]), "Protocol" },
        { "an end of a request that has not begun", Http2Client.Frame(Http2FrameType.Reset, 0, 3, [0, 0, 0, 1]), "Protocol" },
        { "a long reset", [.. Open, .. Http2Client.Frame(Http2FrameType.Reset, 0, 1, new byte[5])], "FrameSize" },
        { "more than the window allows", [.. Open, .. Enumerable.Repeat(Http2Client.Frame(Http2FrameType.Data, 0, 1, new byte[16_384]), 5).SelectMany(f => f)], "FlowControl" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task What_breaks_the_rules_ends_the_connection_with_the_reason(string what, byte[] bytes, string error)
    {
        using var client = new Http2Client(static (_, token) => Task.Delay(Timeout.Infinite, token)).Begin();
        client.SendRaw(bytes);
        Assert.Equal((what, error), (what, (await client.RefusalAsync()).ToString()));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\u0008\u0006\0\0\0\0\0\0\0\0\0\0\0\0\0")]
    public async Task What_does_not_begin_as_HTTP2_is_refused(string text)
    {
        using var client = new Http2Client(Echo);
        client.SendRaw(System.Text.Encoding.Latin1.GetBytes(text));
        Assert.Equal(Http2Error.Protocol, await client.RefusalAsync());
    }

    [Fact]
    public async Task A_connection_that_ends_in_a_frame_is_broken()
    {
        using var client = new Http2Client(Echo).Begin();
        client.SendRaw([0, 0, 8, 6, 0]);
        client.CloseWrite();
        await Assert.ThrowsAsync<EndOfStreamException>(() => client.Server);
    }
}
