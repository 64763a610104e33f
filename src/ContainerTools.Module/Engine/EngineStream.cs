using System.Net;
using ContainerTools.Engine.Transport;

namespace ContainerTools.Engine;

/// <summary>
/// A streamed answer on a connection of its own, or both directions of one that was upgraded. Reading blocks: a stream is read
/// on a thread of its own. Cancelling the token that it was opened with ends a blocked read at once.
/// </summary>
internal sealed class EngineStream : IDisposable
{
    private readonly HttpResponseMessage response;
    private readonly DedicatedStream connection;
    private readonly SocketsHttpHandler handler;
    private readonly CancellationTokenRegistration abort;

    public EngineStream(HttpResponseMessage response, DedicatedStream connection, SocketsHttpHandler handler, CancellationToken token)
    {
        (this.response, this.connection, this.handler) = (response, connection, handler);
        Content = response.Content.ReadAsStream(CancellationToken.None);
        abort = token.UnsafeRegister(static stream => ((Stream)stream!).Dispose(), connection);
    }

    /// <summary>The answer's body, or the container's output on an upgraded connection.</summary>
    public Stream Content { get; }

    /// <summary>Whether the engine has agreed to speak another protocol.</summary>
    public bool IsUpgraded => response.StatusCode == HttpStatusCode.SwitchingProtocols;

    /// <summary>What newer engines say about the body; <see langword="null"/> from older ones.</summary>
    public string? ContentType => response.Content.Headers.ContentType?.MediaType;

    /// <summary>Sends input to the container.</summary>
    public void Write(ReadOnlySpan<byte> bytes) => connection.Write(bytes);

    /// <summary>Tells the container that its input has ended; its output goes on.</summary>
    public void CloseWrite() => connection.CloseWrite();

    public void Dispose()
    {
        abort.Dispose();
        connection.Dispose();
        response.Dispose();
        handler.Dispose();
    }
}
