using System.IO.Pipes;

namespace ContainerTools.Engine.Transport;

/// <summary>Named pipes of Windows.</summary>
internal sealed class PipeDialer(Uri host) : Dialer
{
    public override async ValueTask<Stream> OpenAsync(CancellationToken token) => await ConnectAsync(token).ConfigureAwait(false);

    protected override DedicatedStream OpenDedicated(StreamKind kind, CancellationToken token)
    {
        var pipe = ConnectAsync(token).AsTask().GetAwaiter().GetResult();
        // The engine's pipe is in message mode, where a message of no bytes is the end of the input.
        return new DedicatedStream(new GatheringStream(pipe, kind), () => pipe.Write([]));
    }

    private async ValueTask<NamedPipeClientStream> ConnectAsync(CancellationToken token)
    {
        var (server, name) = Address(host);
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
    public static (string Server, string Name) Address(Uri host)
    {
        var path = host.OriginalString["npipe:".Length..].TrimStart('/').Split('/', 3);
        return path is [var server, var pipe, var name] && pipe.Equals("pipe", StringComparison.OrdinalIgnoreCase) && name.Length > 0
            ? (server, name)
            : throw new EngineException("EngineHostInvalid", ErrorCategory.InvalidArgument, host.OriginalString,
                $"'{host.OriginalString}' is not a named pipe. Write npipe:////./pipe/docker_engine.");
    }
}
