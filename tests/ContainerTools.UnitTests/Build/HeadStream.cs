namespace ContainerTools.UnitTests.Build;

/// <summary>Keeps the first bytes and breaks then, as a connection that the engine closes.</summary>
internal sealed class HeadStream(int size) : Stream
{
    private int count;

    public byte[] Bytes { get; } = new byte[size];

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => count; set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var fits = Math.Min(buffer.Length, size - count);
        buffer[..fits].CopyTo(Bytes.AsSpan(count));
        count += fits;
        if (fits < buffer.Length) throw new IOException("the other side has gone");
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
