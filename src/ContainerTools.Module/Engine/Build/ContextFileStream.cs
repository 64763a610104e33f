using Microsoft.Win32.SafeHandles;

namespace ContainerTools.Engine.Build;

/// <summary>
/// A large file as the tar writer reads it: exactly as many bytes as its header has promised, even if the file grows
/// meanwhile. One that shrinks is an error, for the archive would be wrong from there on.
/// </summary>
internal sealed class ContextFileStream(SafeFileHandle handle, string path, CancellationToken token) : Stream
{
    private const int Piece = 256 * 1024;

    private readonly long length = RandomAccess.GetLength(handle);
    private long position;

    public override bool CanRead => true;

    // The tar writer takes what it cannot seek into memory first.
    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get => position; set => position = value; }

    public override int Read(Span<byte> buffer)
    {
        token.ThrowIfCancellationRequested();
        var wanted = (int)Math.Min(buffer.Length, length - position);
        if (wanted == 0) return 0;
        int read;
        try
        {
            read = RandomAccess.Read(handle, buffer[..wanted], position);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ContextTar.Unreadable(path, e);
        }
        if (read == 0)
        {
            throw new EngineException("BuildContextChanged", ErrorCategory.ReadError, path,
                $"'{path}' became shorter while it was sent. Build again when nothing writes to it, or leave it out in .dockerignore.");
        }
        position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void CopyTo(Stream destination, int bufferSize) => base.CopyTo(destination, Piece);

    public override long Seek(long offset, SeekOrigin origin) => position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => length + offset,
    };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
