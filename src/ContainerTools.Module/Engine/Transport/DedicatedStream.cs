namespace ContainerTools.Engine.Transport;

/// <summary>A connection that carries one streamed answer, or both directions of one that was upgraded. Reads block.</summary>
internal sealed class DedicatedStream(Stream inner, Action closeWrite) : BlockingStream(inner)
{
    private volatile bool disposed;

    /// <summary>Tells the other side that no more input comes, while its output is still read.</summary>
    public void CloseWrite() => closeWrite();

    // The HTTP client only knows asynchronous reads: they complete on the reader's own thread.
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // An empty read asks to be told when there is something: nobody who waits for that reads from here.
        if (buffer.Length == 0) return new ValueTask<int>(new TaskCompletionSource<int>().Task);
        try
        {
            return new ValueTask<int>(Read(buffer.Span));
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested || disposed)
        {
            return ValueTask.FromException<int>(cancellationToken.IsCancellationRequested ? new OperationCanceledException(cancellationToken) : e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        disposed = true;
        base.Dispose(disposing);
    }
}
