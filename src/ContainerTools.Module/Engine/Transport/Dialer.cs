namespace ContainerTools.Engine.Transport;

/// <summary>Opens connections to one engine: each kind of address in a form for pooled use and one for a single stream.</summary>
internal abstract class Dialer : IDisposable
{
    /// <summary>The way to an endpoint.</summary>
    /// <exception cref="EngineException">Certificates that it takes cannot be used.</exception>
    public static Dialer For(EngineEndpoint endpoint) => endpoint.Host.Scheme switch
    {
        "npipe" => new PipeDialer(endpoint.Host),
        _ when endpoint.Tls is { } tls => new TlsDialer(endpoint.Host, tls),
        _ => new SocketDialer(endpoint.Host),
    };

    /// <summary>The address that HTTP requests name; where there is no host in the endpoint, any will do.</summary>
    public static Uri HttpAddress(Uri host) => host.Scheme is "tcp" or "http" or "https"
        ? new Uri($"http://{host.Authority}{(host.IsDefaultPort ? $":{host.Port.Invariant()}" : "")}{host.AbsolutePath.TrimEnd('/')}/")
        : new Uri("http://localhost/");

    /// <summary>A connection for the pool: read and written asynchronously.</summary>
    public abstract ValueTask<Stream> ConnectPooledAsync(CancellationToken token);

    /// <summary>A connection for one streamed answer, used blocking, and never otherwise.</summary>
    protected abstract DedicatedStream ConnectDedicated(CancellationToken token);

    /// <summary>A connection for one streamed answer.</summary>
    /// <exception cref="TimeoutException">There was no connection in the given time.</exception>
    public DedicatedStream ConnectDedicated(TimeSpan timeout, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(timeout);
        try
        {
            return ConnectDedicated(limit.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            throw new TimeoutException($"no connection within {timeout.TotalSeconds:0.#} s");
        }
    }

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
