namespace ContainerTools.Engine.Http2;

/// <summary>
/// How much may be sent: on the connection, and on each of its streams (RFC 9113, section 5.2). Whoever wants to send more waits
/// until the other side allows it.
/// </summary>
internal sealed class SendWindow
{
    private const long Largest = int.MaxValue;

    private readonly object change = new();
    private readonly Dictionary<int, long> streams = [];
    private long connection = ReceiveBuffer.Window;
    private long initial = ReceiveBuffer.Window;
    private TaskCompletionSource grown = NewSignal();

    public void Open(int stream)
    {
        lock (change) streams[stream] = initial;
    }

    public void Close(int stream)
    {
        lock (change) streams.Remove(stream);
    }

    /// <summary>Takes a part of what may be sent, or waits for it.</summary>
    /// <returns>How much may be sent now: not more than is wanted, and not more than a frame holds.</returns>
    public async ValueTask<int> TakeAsync(int stream, int wanted, CancellationToken token)
    {
        while (true)
        {
            Task wait;
            lock (change)
            {
                if (!streams.TryGetValue(stream, out var left)) throw new IOException("the stream has been closed");
                var taken = Math.Min(Math.Min(wanted, Http2Frame.LongestPayload), Math.Min(left, connection));
                if (taken > 0)
                {
                    streams[stream] = left - taken;
                    connection -= taken;
                    return (int)taken;
                }
                wait = grown.Task;
            }
            await wait.WaitAsync(token).ConfigureAwait(false);
        }
    }

    /// <summary>The other side takes more.</summary>
    /// <param name="stream">The stream; 0 for the connection.</param>
    /// <exception cref="Http2Exception">It is nothing, or more than can be counted (section 6.9.1).</exception>
    public void Grow(int stream, uint bytes)
    {
        if (bytes is 0 or > int.MaxValue) throw new Http2Exception(Http2Error.Protocol, "a window grows by nothing");
        lock (change)
        {
            if (stream == 0) connection = Checked(connection + bytes);
            else if (streams.TryGetValue(stream, out var left)) streams[stream] = Checked(left + bytes);
            Signal();
        }
    }

    /// <summary>All streams begin with another window, those that are open among them: theirs may be below nothing then (section 6.9.2).</summary>
    /// <exception cref="Http2Exception">It is more than can be counted.</exception>
    public void Begin(uint bytes)
    {
        Checked(bytes);
        lock (change)
        {
            foreach (var (stream, left) in streams.ToArray()) streams[stream] = Checked(left + bytes - initial);
            initial = bytes;
            Signal();
        }
    }

    private static long Checked(long window) => window <= Largest ? window : throw new Http2Exception(Http2Error.FlowControl, "a window is larger than can be counted");

    private void Signal()
    {
        grown.TrySetResult();
        grown = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
