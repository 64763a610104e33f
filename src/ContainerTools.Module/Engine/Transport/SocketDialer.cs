using System.Net;
using System.Net.Sockets;

namespace ContainerTools.Engine.Transport;

/// <summary>Unix sockets and plain TCP.</summary>
internal sealed class SocketDialer(Uri host) : Dialer
{
    public override async ValueTask<Stream> OpenAsync(CancellationToken token)
    {
        var (socket, address) = Prepare();
        try
        {
            await socket.ConnectAsync(address, token).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    protected override DedicatedStream OpenDedicated(StreamKind kind, CancellationToken token)
    {
        var socket = Connect(token);
        return new DedicatedStream(new GatheringStream(new NetworkStream(socket, ownsSocket: true), kind), () => socket.Shutdown(SocketShutdown.Send));
    }

    /// <summary>
    /// A socket that is connected and used blocking, and never otherwise: one that has once been used asynchronously wakes the
    /// process at every line that the engine sends, read or not.
    /// </summary>
    public Socket Connect(CancellationToken token)
    {
        var (socket, address) = Prepare();
        using var abort = token.UnsafeRegister(static state => ((Socket)state!).Dispose(), socket);
        try
        {
            socket.Connect(address);
            return socket;
        }
        catch
        {
            socket.Dispose();
            token.ThrowIfCancellationRequested();
            throw;
        }
    }

    private (Socket Socket, EndPoint Address) Prepare()
    {
        if (host.Scheme == "unix")
        {
            return (new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified), new UnixDomainSocketEndPoint(EngineAddress.SocketPath(host.OriginalString)));
        }
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        return (socket, new DnsEndPoint(host.IdnHost, host.Port));
    }
}
