using System.Net;
using System.Net.Http.Headers;

namespace ContainerTools.Engine.ImageArchives;

/// <summary>
/// A body that is an image archive, and that is looked into while it is sent: so what is in it is known in the end, though it
/// passes once, and one that is not whole is broken off, which makes the engine forget it.
/// </summary>
internal sealed class ReadAlongContent : HttpContent
{
    private readonly Stream archive;
    private readonly ArchiveCompression compression;
    private readonly bool sendPacked;

    /// <param name="archive">The archive, from where it stands; it stays open.</param>
    /// <param name="compression">How it is packed.</param>
    /// <param name="sendPacked">Whether the engine gets it as it is, or unpacked.</param>
    public ReadAlongContent(Stream archive, ArchiveCompression compression, bool sendPacked)
    {
        (this.archive, this.compression, this.sendPacked) = (archive, compression, sendPacked);
        Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
    }

    /// <summary>The images in it, once all of it has been sent; <see langword="null"/> where the engine broke off.</summary>
    public IReadOnlyList<ArchivedImage>? Images { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    // Unpacking and reading along block: a thread of its own, as long as the archive passes.
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(() => Send(stream, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    private void Send(Stream request, CancellationToken token)
    {
        try
        {
            if (sendPacked)
            {
                using var sent = new TeeStream(archive, request);
                using var plain = compression.Unpack(sent);
                Images = Read(plain, token);
                sent.Drain();
            }
            else
            {
                using var plain = compression.Unpack(archive);
                using var sent = new TeeStream(plain, request);
                Images = Read(sent, token);
                sent.Drain();
            }
        }
        catch (TeeStream.ClosedException)
        {
            // The engine has heard enough: its answer says why.
        }
    }

    private static IReadOnlyList<ArchivedImage> Read(Stream plain, CancellationToken token) => new ImageArchiveReader(includeFiles: false).Read(plain, token);
}
