using System.IO.Pipes;
using System.Net.Sockets;

namespace ContainerTools.Engine.Transport;

/// <summary>Opens a connection to an engine: one method a scheme, each in a form for pooled use and one for a single stream.</summary>
internal static class Dialer
{
    /// <summary>The address that HTTP requests name; where there is no host in the endpoint, any will do.</summary>
    public static Uri HttpAddress(Uri host) => host.Scheme is "tcp" or "http"
        ? new Uri($"http://{host.Authority}{host.AbsolutePath.TrimEnd('/')}/")
        : new Uri("http://localhost/");

    /// <summary>A connection for the pool: read and written asynchronously.</summary>
    public static async ValueTask<Stream> ConnectPooledAsync(Uri host, CancellationToken token)
    {
        if (host.Scheme == "npipe") return await ConnectPipeAsync(host, token).ConfigureAwait(false);
        var (socket, address) = Prepare(host);
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

    /// <summary>
    /// A connection for one streamed answer. Its socket is connected and used blocking, and never otherwise: a socket that has
    /// once been used asynchronously wakes the process at every line that the engine sends, read or not.
    /// </summary>
    /// <exception cref="TimeoutException">There was no connection in the given time.</exception>
    public static DedicatedStream ConnectDedicated(Uri host, TimeSpan timeout, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(timeout);
        try
        {
            return ConnectDedicated(host, limit.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            throw new TimeoutException($"no connection within {timeout.TotalSeconds:0.#} s");
        }
    }

    private static DedicatedStream ConnectDedicated(Uri host, CancellationToken token)
    {
        if (host.Scheme == "npipe")
        {
            var pipe = ConnectPipeAsync(host, token).AsTask().GetAwaiter().GetResult();
            // The engine's pipe is in message mode, where a message of no bytes is the end of the input.
            return new DedicatedStream(pipe, () => pipe.Write([]));
        }
        var (socket, address) = Prepare(host);
        using var abort = token.UnsafeRegister(static state => ((Socket)state!).Dispose(), socket);
        try
        {
            socket.Connect(address);
            return new DedicatedStream(new NetworkStream(socket, ownsSocket: true), () => socket.Shutdown(SocketShutdown.Send));
        }
        catch
        {
            socket.Dispose();
            token.ThrowIfCancellationRequested();
            throw;
        }
    }

    private static (Socket Socket, System.Net.EndPoint Address) Prepare(Uri host)
    {
        if (host.Scheme == "unix")
        {
            return (new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified), new UnixDomainSocketEndPoint(EngineAddress.SocketPath(host.OriginalString)));
        }
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        return (socket, new System.Net.DnsEndPoint(host.IdnHost, host.Port));
    }

    private static async ValueTask<Stream> ConnectPipeAsync(Uri host, CancellationToken token)
    {
        var (server, name) = PipeAddress(host);
        var pipe = new NamedPipeClientStream(server, name, PipeDirection.InOut, PipeOptions.Asynchronous);
        try
        {
            await pipe.ConnectAsync(token).ConfigureAwait(false);
            return pipe;
        }
        catch
        {
            await pipe.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Takes docker's spelling <c>npipe:////./pipe/name</c> and .NET's <c>npipe://./pipe/name</c>.</summary>
    public static (string Server, string Name) PipeAddress(Uri host)
    {
        var path = host.OriginalString["npipe:".Length..].TrimStart('/').Split('/', 3);
        return path is [var server, var pipe, var name] && pipe.Equals("pipe", StringComparison.OrdinalIgnoreCase) && name.Length > 0
            ? (server, name)
            : throw new EngineException("EngineHostInvalid", ErrorCategory.InvalidArgument, host.OriginalString,
                $"'{host.OriginalString}' is not a named pipe. Write npipe:////./pipe/docker_engine.");
    }
}
