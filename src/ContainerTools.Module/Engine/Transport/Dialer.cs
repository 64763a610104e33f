namespace ContainerTools.Engine.Transport;

/// <summary>Opens connections to one engine: each kind of address in a form for pooled use and one for a single stream.</summary>
internal abstract class Dialer : IDisposable
{
    /// <summary>The way to an endpoint.</summary>
    /// <exception cref="EngineException">Certificates that it takes cannot be used.</exception>
    public static Dialer For(EngineEndpoint endpoint) => endpoint.Host.Scheme switch
    {
        "npipe" => new PipeDialer(endpoint.Host),
        "ssh" => new SshDialer(endpoint.Host),
        _ when endpoint.Tls is { } tls => new TlsDialer(endpoint.Host, tls),
        _ => new SocketDialer(endpoint.Host),
    };

    /// <summary>The address that HTTP requests name; where there is no host in the endpoint, any will do.</summary>
    public static Uri HttpAddress(Uri host) => host.Scheme is "tcp" or "http" or "https"
        ? new Uri($"http://{host.Authority}{(host.IsDefaultPort ? $":{host.Port.Invariant()}" : "")}{host.AbsolutePath.TrimEnd('/')}/")
        : new Uri("http://localhost/");

    /// <summary>How many connections the pool may have.</summary>
    public virtual int MostPooled => int.MaxValue;

    /// <summary>A connection for the pool.</summary>
    /// <param name="requests">Who it is for: other connections may become free meanwhile, or nobody may want one any more.</param>
    /// <exception cref="TimeoutException">There was no connection in the given time.</exception>
    public virtual async ValueTask<Stream> ConnectPooledAsync(WaitingRequests requests, TimeSpan timeout, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(timeout);
        try
        {
            return await OpenAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            throw Late(timeout);
        }
    }

    /// <summary>A connection for one streamed answer.</summary>
    /// <exception cref="TimeoutException">There was no connection in the given time.</exception>
    public virtual DedicatedStream ConnectDedicated(StreamKind kind, TimeSpan timeout, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(timeout);
        try
        {
            return OpenDedicated(kind, limit.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            throw Late(timeout);
        }
    }

    /// <summary>Opens a connection that is read and written asynchronously.</summary>
    public abstract ValueTask<Stream> OpenAsync(CancellationToken token);

    /// <summary>Opens a connection that is used blocking, and never otherwise.</summary>
    protected abstract DedicatedStream OpenDedicated(StreamKind kind, CancellationToken token);

    private static TimeoutException Late(TimeSpan timeout) => new($"no connection within {timeout.TotalSeconds:0.#} s");

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what connections share.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
