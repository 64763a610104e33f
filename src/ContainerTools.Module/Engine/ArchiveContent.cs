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
            write(stream);
        }
        catch (EngineException e)
        {
            Failure = e;
            throw;
        }
        catch (IOException)
        {
            // The engine has answered already and hung up: its answer says why.
        }
    }
}
