using System.Net;
using System.Net.Http.Headers;

namespace ContainerTools.Engine;

/// <summary>
/// A tar archive as the body of a request: it is made while it is sent, with no copy in between. It is written blocking, on a
/// thread of its own, because it takes as long as the engine lets it.
/// </summary>
internal sealed class ArchiveContent : HttpContent
{
    private readonly Action<Stream> write;

    /// <param name="write">Writes the archive.</param>
    public ArchiveContent(Action<Stream> write)
    {
        this.write = write;
        Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
    }

    /// <summary>Why the archive could not be sent whole; <see langword="null"/> while all is well.</summary>
    public EngineException? Failure { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        Task.Factory.StartNew(() => Send(stream), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    private void Send(Stream stream)
    {
        try
        {
            write(new RequestStream(stream));
        }
        catch (EngineException e)
        {
            Failure = e;
            throw;
        }
        catch (RequestStream.ClosedException)
        {
            // The engine has answered already and hung up: its answer says why.
        }
    }

    /// <summary>Tells an engine that hangs up from everything else that can fail while the archive is made: only the first is no failure.</summary>
    private sealed class RequestStream(Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            try
            {
                inner.Write(buffer);
            }
            catch (IOException e)
            {
                throw new ClosedException(e);
            }
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public sealed class ClosedException(Exception cause) : Exception(cause.Message, cause);
    }
}
