namespace ContainerTools.Engine.Http2;

/// <summary>One request on a connection, and its answer (RFC 9113, section 8.1).</summary>
internal sealed class Http2Stream(int id, IReadOnlyList<Http2Header> headers, Http2FrameWriter writer, SendWindow window) : IDisposable
{
    private readonly CancellationTokenSource aborted = new();
    private readonly ReceiveBuffer received = new();
    private volatile bool isRequestComplete;
    private bool isOver;

    public IReadOnlyList<Http2Header> Headers => headers;

    /// <summary>Is cancelled when the other side wants no answer any more.</summary>
    public CancellationToken Aborted => aborted.Token;

    /// <summary>Whether all of the request has come.</summary>
    public bool IsRequestComplete => isRequestComplete;

    /// <summary>The value of a header field; <see langword="null"/> where there is none.</summary>
    public string? Header(string name) => headers.Where(header => header.Name == name).Select(header => header.Value).FirstOrDefault();

    /// <summary>Takes in a part of the request.</summary>
    public void Append(ReadOnlySpan<byte> content, int cost) => received.Append(content, cost);

    /// <summary>The request is whole.</summary>
    public void CompleteRequest()
    {
        isRequestComplete = true;
        received.Complete();
    }

    /// <summary>The other side has given the request up, or the connection has ended.</summary>
    public void Abort(Exception why)
    {
        received.Fail(why);
        lock (aborted)
        {
            // Not here: what waits for it would go on on the thread that reads the connection.
            if (!isOver) _ = aborted.CancelAsync();
        }
    }

    /// <summary>Reads a part of the request.</summary>
    /// <returns>How much was read; 0 at its end.</returns>
    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken token)
    {
        while (true)
        {
            var (count, credit) = await received.ReadAsync(destination, token).ConfigureAwait(false);
            if (credit > 0) writer.WindowUpdate(id, credit);
            // Only padding may have come.
            if (count > 0 || credit == 0) return count;
        }
    }

    /// <summary>Begins the answer, or is all of it.</summary>
    public void WriteHeaders(IEnumerable<Http2Header> fields, bool isEnd) => writer.Headers(id, fields, isEnd);

    /// <summary>Sends a part of the answer as fast as the other side takes it.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken token)
    {
        while (bytes.Length > 0)
        {
            var count = await window.TakeAsync(id, bytes.Length, token).ConfigureAwait(false);
            writer.Data(id, bytes.Span[..count]);
            bytes = bytes[count..];
        }
    }

    /// <summary>The request has been served.</summary>
    public void Dispose()
    {
        lock (aborted) isOver = true;
        aborted.Dispose();
    }
}
