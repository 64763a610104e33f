using System.Net;
using System.Net.Http.Headers;

namespace ContainerTools.Engine.Build;

/// <summary>
/// A build context as the body of a request: it is archived while it is sent, with no copy in between. It writes blocking, on
/// a thread of its own, because it takes as long as the engine lets it.
/// </summary>
internal sealed class BuildContextContent : HttpContent
{
    private readonly IEnumerable<ContextEntry> entries;
    private readonly Action<long> wrote;
    private readonly CancellationToken token;

    /// <param name="entries">What is sent.</param>
    /// <param name="wrote">Is told the bytes of each file's content after it has been sent.</param>
    /// <param name="token">Ends the sending.</param>
    public BuildContextContent(IEnumerable<ContextEntry> entries, Action<long> wrote, CancellationToken token)
    {
        (this.entries, this.wrote, this.token) = (entries, wrote, token);
        Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
    }

    /// <summary>Why the context could not be sent whole; <see langword="null"/> while all is well.</summary>
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
            ContextTar.Write(entries, stream, wrote, token);
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
