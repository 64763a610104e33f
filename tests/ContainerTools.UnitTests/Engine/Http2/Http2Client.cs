using System.Buffers.Binary;
using System.IO.Pipes;
using ContainerTools.Engine.Http2;

namespace ContainerTools.UnitTests.Engine.Http2;

/// <summary>The other side of a connection: it writes frames as a test says, and reads what comes.</summary>
internal sealed class Http2Client : IDisposable
{
    private readonly AnonymousPipeServerStream toServer = new(PipeDirection.Out);
    private readonly AnonymousPipeServerStream fromServer = new(PipeDirection.In);
    private readonly CancellationTokenSource stop = new();
    private readonly Http2FrameReader reader;
    private readonly HpackDecoder decoder = new(100_000);
    private readonly Stream serverInput;
    private readonly Stream serverOutput;

    /// <param name="serve">What the server does with a request.</param>
    public Http2Client(Func<Http2Stream, CancellationToken, Task> serve)
    {
        serverInput = new AnonymousPipeClientStream(PipeDirection.In, toServer.ClientSafePipeHandle);
        serverOutput = new AnonymousPipeClientStream(PipeDirection.Out, fromServer.ClientSafePipeHandle);
        reader = new Http2FrameReader(fromServer);
        // A server that says nothing is a failure, and no test that waits for ever.
        stop.CancelAfter(TimeSpan.FromSeconds(60));
        stop.Token.Register(() =>
        {
            toServer.Dispose();
            serverOutput.Dispose();
        });
        Server = Task.Factory.StartNew(() => new Http2Connection(serverInput, serverOutput.Write, serve).Run(stop.Token), default, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>The server's run: it ends with the connection, or fails.</summary>
    public Task Server { get; }

    /// <summary>Begins as a client does.</summary>
    public Http2Client Begin()
    {
        toServer.Write(Http2FrameReader.Preface);
        Send(Http2FrameType.Settings, 0, 0, []);
        return this;
    }

    public void Send(Http2FrameType type, byte flags, int stream, byte[] payload)
    {
        var frame = Frame(type, flags, stream, payload);
        toServer.Write(frame);
    }

    public void SendRaw(byte[] bytes) => toServer.Write(bytes);

    /// <summary>Asks for something, whole or to be gone on with.</summary>
    public void Request(int stream, string path, bool isEnd) =>
        Send(Http2FrameType.Headers, (byte)(Http2Frame.EndHeaders | (isEnd ? Http2Frame.EndStream : 0)), stream, HpackEncoder.Encode([new(":method", "POST"), new(":path", path)]));

    /// <summary>Reads until there is a frame of a kind.</summary>
    /// <param name="stream">Which stream it must be about; <see langword="null"/> for any.</param>
    public (int Stream, bool IsEnd, byte[] Payload) Next(Http2FrameType type, int? stream)
    {
        while (reader.Read(out var frame))
        {
            if (frame.Type == type && frame.Stream == (stream ?? frame.Stream)) return (frame.Stream, frame.Has(Http2Frame.EndStream), frame.Payload.ToArray());
            if (frame.Type == Http2FrameType.Headers) decoder.Decode(frame.Content());
        }
        throw new EndOfStreamException($"no frame of type {type} has come");
    }

    public List<Http2Header> Headers(int stream) => decoder.Decode(Next(Http2FrameType.Headers, stream).Payload);

    /// <summary>Reads so much of an answer.</summary>
    public byte[] Data(int stream, int length)
    {
        using var data = new MemoryStream();
        while (data.Length < length) data.Write(Next(Http2FrameType.Data, stream).Payload);
        return data.ToArray();
    }

    public void Allow(int stream, int bytes) => Send(Http2FrameType.WindowUpdate, 0, stream, Number(bytes));

    /// <summary>What the server says when it ends the connection, and fails with.</summary>
    public async Task<Http2Error> RefusalAsync()
    {
        var error = (Http2Error)BinaryPrimitives.ReadInt32BigEndian(Next(Http2FrameType.GoAway, 0).Payload.AsSpan(4));
        Assert.Equal(error, (await Assert.ThrowsAsync<Http2Exception>(() => Server)).Error);
        return error;
    }

    public void CloseWrite() => toServer.Dispose();

    public static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    public static byte[] Frame(Http2FrameType type, byte flags, int stream, byte[] payload) =>
        [(byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length, (byte)type, flags, .. Number(stream), .. payload];

    public void Dispose()
    {
        stop.Cancel();
        toServer.Dispose();
        fromServer.Dispose();
        serverInput.Dispose();
        serverOutput.Dispose();
        stop.Dispose();
    }
}
