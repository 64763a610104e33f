using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.Sockets;

namespace ContainerTools.Engine.Http2;

/// <summary>
/// The server's side of one HTTP/2 connection (RFC 9113). It reads on the thread that runs it; requests are served on others,
/// so that none of them keeps another, or the connection itself, from going on. Nothing that the other side sends makes it hold
/// more than so many streams with so much on each.
/// </summary>
/// <param name="input">What the other side sends.</param>
/// <param name="output">Sends bytes to the other side.</param>
/// <param name="serve">Answers one request.</param>
internal sealed class Http2Connection(Stream input, ByteSink output, Func<Http2Stream, CancellationToken, Task> serve)
{
    /// <summary>How many requests may be under way at once.</summary>
    public const int MostStreams = 64;

    /// <summary>What the header fields of a request may count for.</summary>
    public const int LongestHeaders = 64 * 1024;

    /// <summary>A block of header fields comes in few pieces: many would be there to keep this side busy.</summary>
    private const int MostPieces = 16;

    private readonly Http2FrameReader reader = new(input);
    private readonly Http2FrameWriter writer = new(output);
    private readonly HpackDecoder decoder = new(LongestHeaders);
    private readonly SendWindow window = new();
    private readonly ConcurrentDictionary<int, Http2Stream> streams = new();
    private readonly ArrayBufferWriter<byte> block = new();
    private int blockStream;
    private int blockPieces;
    private bool blockEndsRequest;
    private int lastStream;
    private int serving;
    private int uncredited;

    /// <summary>Serves until the connection ends.</summary>
    /// <exception cref="Http2Exception">The other side does not keep to HTTP/2. It has been told so.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public void Run(CancellationToken token)
    {
        Exception why = new IOException("the connection has ended");
        try
        {
            writer.Settings((Http2Setting.MaxConcurrentStreams, MostStreams), (Http2Setting.MaxHeaderListSize, LongestHeaders));
            reader.ReadPreface();
            if (!reader.Read(out var first)) throw new EndOfStreamException();
            if (first.Type != Http2FrameType.Settings || first.Has(Http2Frame.Acknowledged)) throw Broken("it does not begin with its settings");
            Take(first, token);
            while (reader.Read(out var frame)) Take(frame, token);
        }
        catch (Exception e)
        {
            why = e;
            if (e is Http2Exception { Error: var error }) TryGoAway(error);
            throw;
        }
        finally
        {
            foreach (var stream in streams.Values) stream.Abort(why);
        }
    }

    private void Take(in Http2Frame frame, CancellationToken token)
    {
        if (blockStream != 0 && (frame.Type != Http2FrameType.Continuation || frame.Stream != blockStream)) throw Broken("header fields are cut off by something else");
        switch (frame.Type)
        {
            case Http2FrameType.Data:
                TakeData(frame);
                break;
            case Http2FrameType.Headers:
                if (frame.Stream == 0 || frame.Stream % 2 == 0) throw Broken("a request has a number that it cannot have");
                (blockStream, blockEndsRequest) = (frame.Stream, frame.Has(Http2Frame.EndStream));
                TakeBlock(frame.Content(), frame.Has(Http2Frame.EndHeaders), token);
                break;
            case Http2FrameType.Continuation:
                if (blockStream == 0) throw Broken("there are no header fields to go on with");
                TakeBlock(frame.Payload, frame.Has(Http2Frame.EndHeaders), token);
                break;
            case Http2FrameType.Reset:
                RequireKnown(frame.Stream);
                frame.Number();
                if (streams.TryGetValue(frame.Stream, out var given)) given.Abort(new OperationCanceledException("the other side has given the request up"));
                break;
            case Http2FrameType.WindowUpdate:
                if (frame.Stream != 0) RequireKnown(frame.Stream);
                window.Grow(frame.Stream, frame.Number());
                break;
            case Http2FrameType.Settings:
                RequireConnection(frame);
                TakeSettings(frame);
                break;
            case Http2FrameType.Ping:
                RequireConnection(frame);
                if (frame.Payload.Length != 8) throw new Http2Exception(Http2Error.FrameSize, "a ping has not eight bytes");
                if (!frame.Has(Http2Frame.Acknowledged)) writer.AcknowledgePing(frame.Payload);
                break;
            case Http2FrameType.PushPromise:
                throw Broken("a client promises an answer");
            case Http2FrameType.GoAway:
                // It opens no more streams, and ends the connection when it has its answers.
                RequireConnection(frame);
                break;
            default:
                // Priorities are deprecated (section 5.3.2); what is not known is left out (section 5.5).
                break;
        }
    }

    private void TakeData(in Http2Frame frame)
    {
        RequireKnown(frame.Stream);
        var content = frame.Content();
        // The connection's own window is never what a stream waits for: each has one of its own, and there are not many.
        uncredited += frame.Payload.Length;
        if (uncredited >= ReceiveBuffer.Window / 2)
        {
            writer.WindowUpdate(0, uncredited);
            uncredited = 0;
        }
        // What still comes for a request that has been answered is of no use.
        if (!streams.TryGetValue(frame.Stream, out var stream)) return;
        if (stream.IsRequestComplete) throw new Http2Exception(Http2Error.StreamClosed, "a request goes on after its end");
        stream.Append(content, frame.Payload.Length);
        if (frame.Has(Http2Frame.EndStream)) stream.CompleteRequest();
    }

    private void TakeBlock(ReadOnlySpan<byte> piece, bool isLast, CancellationToken token)
    {
        if (++blockPieces > MostPieces || block.WrittenCount + piece.Length > LongestHeaders) throw new Http2Exception(Http2Error.EnhanceYourCalm, "the header fields are too long");
        block.Write(piece);
        if (!isLast) return;
        // Those that nobody wants change the table too.
        var headers = decoder.Decode(block.WrittenSpan);
        var id = blockStream;
        block.ResetWrittenCount();
        (blockStream, blockPieces) = (0, 0);
        if (id > lastStream) Open(id, headers, token);
        else if (streams.TryGetValue(id, out var known)) Trailers(known);
    }

    /// <summary>Header fields after a request's content end it (RFC 9113, section 8.1).</summary>
    private void Trailers(Http2Stream stream)
    {
        if (!blockEndsRequest || stream.IsRequestComplete) throw Broken("a request has header fields twice");
        stream.CompleteRequest();
    }

    private void Open(int id, List<Http2Header> headers, CancellationToken token)
    {
        lastStream = id;
        // Those that were given up count as long as they are served, or giving up would be a way around the bound.
        if (Volatile.Read(ref serving) >= MostStreams)
        {
            writer.Reset(id, Http2Error.RefusedStream);
            return;
        }
        Interlocked.Increment(ref serving);
        var stream = new Http2Stream(id, headers, writer, window);
        window.Open(id);
        streams[id] = stream;
        if (blockEndsRequest) stream.CompleteRequest();
        _ = Task.Run(() => ServeAsync(id, stream, token), CancellationToken.None);
    }

    private async Task ServeAsync(int id, Http2Stream stream, CancellationToken token)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token, stream.Aborted);
        try
        {
            await serve(stream, stop.Token).ConfigureAwait(false);
            // The rest of the request need not be sent (section 8.1).
            if (!stream.IsRequestComplete) writer.Reset(id, Http2Error.None);
        }
        catch (Exception e) when (stop.IsCancellationRequested || e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Nobody waits for an answer any more; why the connection broke is for its reader to tell.
        }
        finally
        {
            streams.TryRemove(id, out _);
            window.Close(id);
            stream.Dispose();
            Interlocked.Decrement(ref serving);
        }
    }

    private void TakeSettings(in Http2Frame frame)
    {
        var rest = frame.Payload;
        if (frame.Has(Http2Frame.Acknowledged))
        {
            if (rest.Length > 0) throw new Http2Exception(Http2Error.FrameSize, "an acknowledgement has settings");
            return;
        }
        if (rest.Length % 6 != 0) throw new Http2Exception(Http2Error.FrameSize, "settings are cut off");
        for (; rest.Length > 0; rest = rest[6..])
        {
            var setting = (Http2Setting)BinaryPrimitives.ReadUInt16BigEndian(rest);
            var value = BinaryPrimitives.ReadUInt32BigEndian(rest[2..]);
            if (setting == Http2Setting.InitialWindowSize) window.Begin(value);
            else if (setting == Http2Setting.EnablePush && value > 1) throw Broken("a setting has a value that it cannot have");
            else if (setting == Http2Setting.MaxFrameSize && value is < Http2Frame.LongestPayload or > 0xFFFFFF) throw Broken("a setting has a value that it cannot have");
        }
        writer.AcknowledgeSettings();
    }

    /// <summary>A stream must have begun before anything can be said of it (section 5.1).</summary>
    private void RequireKnown(int stream)
    {
        if (stream == 0 || stream % 2 == 0 || stream > lastStream) throw Broken("something is about a request that has not begun");
    }

    private static void RequireConnection(in Http2Frame frame)
    {
        if (frame.Stream != 0) throw Broken($"a frame of type {frame.Type} is about one request");
    }

    private void TryGoAway(Http2Error error)
    {
        try
        {
            writer.GoAway(lastStream, error);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The other side has gone already.
        }
    }

    private static Http2Exception Broken(string what) => new(Http2Error.Protocol, what);
}
