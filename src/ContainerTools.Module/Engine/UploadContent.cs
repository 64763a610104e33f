using System.Net;
using System.Net.Http.Headers;

namespace ContainerTools.Engine;

/// <summary>
/// A body that is read while it is sent and never held whole. An engine that refuses says so and closes before it has read
/// all of it: then sending stops, and the answer is read.
/// </summary>
internal sealed class UploadContent : HttpContent
{
    private const int BufferSize = 128 * 1024;

    private readonly Stream body;

    /// <summary>Sends a stream from where it stands to its end; the stream stays open.</summary>
    public UploadContent(Stream body, string mediaType)
    {
        this.body = body;
        Headers.ContentType = new MediaTypeHeaderValue(mediaType);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        int count;
        while ((count = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            try
            {
                await stream.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            }
            catch (IOException)
            {
                return;
            }
        }
    }

    /// <summary>The length is not told, so that a body may end early.</summary>
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
