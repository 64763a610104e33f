namespace ContainerTools.Engine.ImageArchives;

/// <summary>Hands on to one stream what is read of another.</summary>
internal sealed class TeeStream(Stream inner, Stream copy) : Stream
{
    private const int BufferSize = 128 * 1024;

    // Those who read along take a few bytes at a time, and each write is a request's chunk.
    private readonly byte[] buffer = new byte[BufferSize];
    private int position;
    private int length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> destination)
    {
        if (position == length && !Fill()) return 0;
        var count = Math.Min(destination.Length, length - position);
        buffer.AsSpan(position, count).CopyTo(destination);
        position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Hands on all that is left.</summary>
    public void Drain()
    {
        while (Fill())
        {
        }
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private bool Fill()
    {
        (position, length) = (0, 0);
        var count = inner.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        if (count == 0) return false;
        try
        {
            copy.Write(buffer, 0, count);
        }
        catch (IOException e)
        {
            throw new ClosedException(e);
        }
        length = count;
        return true;
    }

    /// <summary>Who gets the copy takes no more.</summary>
    internal sealed class ClosedException(Exception cause) : Exception(cause.Message, cause);
}
