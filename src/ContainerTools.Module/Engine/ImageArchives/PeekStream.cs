namespace ContainerTools.Engine.ImageArchives;

/// <summary>Lets a stream's beginning be looked at before it is read. It leaves the inner stream open.</summary>
internal sealed class PeekStream(Stream inner) : Stream
{
    private byte[] head = [];
    private int position;
    private int length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>The first bytes: fewer than asked for only where there are no more. Only before the first read.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        if (head.Length < count) Array.Resize(ref head, count);
        if (length < count) length += inner.ReadAtLeast(head.AsSpan(length, count - length), count - length, throwOnEndOfStream: false);
        return head.AsSpan(0, Math.Min(count, length));
    }

    public override int Read(Span<byte> buffer)
    {
        if (position == length) return inner.Read(buffer);
        var count = Math.Min(buffer.Length, length - position);
        head.AsSpan(position, count).CopyTo(buffer);
        position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
