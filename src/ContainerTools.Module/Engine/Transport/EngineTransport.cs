using Docker.DotNet.Handler.Abstractions;
using Microsoft.Extensions.Logging;

namespace ContainerTools.Engine.Transport;

/// <summary>
/// The one way to an engine: the typed client, the raw requests and the streams all go through handlers that are made here.
/// </summary>
internal sealed class EngineTransport : IDockerHandlerFactory<EngineEndpoint>, IDisposable
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(2);

    /// <summary>Requests may carry how long connecting may take; without it, as long as this.</summary>
    public static readonly HttpRequestOptionsKey<TimeSpan> ConnectTimeout = new("ContainerTools.ConnectTimeout");

    public static readonly TimeSpan DefaultConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly Dialer dialer;

    /// <exception cref="EngineException">Certificates that the endpoint takes cannot be used.</exception>
    public EngineTransport(EngineEndpoint endpoint)
    {
        HttpAddress = Dialer.HttpAddress(endpoint.Host);
        dialer = Dialer.For(endpoint);
        Pooled = Pool(dialer.MostPooled, lasting: false);
        Lasting = dialer.MostPooled == int.MaxValue ? Pooled : Pool(int.MaxValue, lasting: true);
    }

    public Uri HttpAddress { get; }

    /// <summary>The pool that all short requests to this engine share.</summary>
    public HttpMessageHandler Pooled { get; }

    /// <summary>The pool of requests that are answered when something happens: they take no place that a short one needs.</summary>
    public HttpMessageHandler Lasting { get; }

    private WaitingRequests Pool(int most, bool lasting)
    {
        var requests = new WaitingRequests { AreLasting = lasting };
        requests.InnerHandler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            PooledConnectionIdleTimeout = IdleTime,
            MaxConnectionsPerServer = most,
            ConnectCallback = async (context, token) =>
            {
                var timeout = context.InitialRequestMessage.Options.TryGetValue(ConnectTimeout, out var asked) ? asked : DefaultConnectTimeout;
                return new PooledStream(await dialer.ConnectPooledAsync(requests, timeout, token).ConfigureAwait(false));
            },
        };
        return requests;
    }

    /// <summary>Sends one request over a connection of its own and blocks until the headers of the answer are there.</summary>
    /// <returns>The answer and its connection; the caller disposes of both with the handler.</returns>
    public (HttpResponseMessage Response, DedicatedStream Connection, SocketsHttpHandler Handler) SendDedicated(HttpRequestMessage request, StreamKind kind, CancellationToken token)
    {
        DedicatedStream? connection = null;
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectCallback = (_, cancel) => new ValueTask<Stream>(connection = dialer.ConnectDedicated(kind, DefaultConnectTimeout, cancel)),
        };
        try
        {
            using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
            var response = invoker.SendAsync(request, token).GetAwaiter().GetResult();
            return (response, connection!, handler);
        }
        catch
        {
            handler.Dispose();
            throw;
        }
    }

    public ResolvedTransport CreateHandler(EngineEndpoint transportOptions, ResolvedClientOptions clientOptions, ILogger logger) => new(Pooled, HttpAddress);

    public ResolvedTransport CreateHandler(ResolvedClientOptions clientOptions, ILogger logger) => new(Pooled, HttpAddress);

    /// <summary>The typed client's own hijacking is not used: it cannot half-close over this transport.</summary>
    public Task<WriteClosableStream> HijackStreamAsync(HttpContent content) => throw new NotSupportedException();

    public void Dispose()
    {
        Pooled.Dispose();
        Lasting.Dispose();
        dialer.Dispose();
    }
}
