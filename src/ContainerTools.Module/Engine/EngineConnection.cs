using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using ContainerTools.Engine.Streams;
using ContainerTools.Engine.Transport;
using Docker.DotNet;

namespace ContainerTools.Engine;

/// <summary>
/// An engine: its pool of connections, the API version that it speaks, the typed client and raw requests over the same
/// transport. One an endpoint, shared by all cmdlets and runspaces of the process.
/// </summary>
internal sealed class EngineConnection : IDisposable
{
    private static readonly ConcurrentDictionary<string, EngineConnection> Known = new(StringComparer.Ordinal);

    private readonly EngineTransport transport;
    private readonly HttpClient http;
    private readonly HttpClient lasting;
    private TypedClient? typed;
    private EngineVersion? version;
    private TimeSpan patience;

    private EngineConnection(EngineEndpoint endpoint)
    {
        Endpoint = endpoint;
        transport = new EngineTransport(endpoint);
        http = new HttpClient(transport.Pooled, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        lasting = new HttpClient(transport.Lasting, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public EngineEndpoint Endpoint { get; private init; }

    /// <summary>What was agreed with the engine; only after <see cref="NegotiateAsync"/>.</summary>
    public EngineVersion Version => version ?? throw new InvalidOperationException("the API version has not been negotiated");

    /// <summary>The typed client, for calls that it can send whole. It speaks one version.</summary>
    private DockerClient Client
    {
        get
        {
            var (spoken, known) = (Version, typed);
            if (known?.Version != spoken) typed = known = new TypedClient(spoken, MakeClient(spoken));
            return known.Client;
        }
    }

    private DockerClient MakeClient(EngineVersion spoken) => new DockerClientBuilder()
        .WithEndpoint(transport.HttpAddress)
        .WithApiVersion(spoken.Api)
        .WithHeaders(Endpoint.Headers)
        .WithTimeout(Timeout.InfiniteTimeSpan)
        .WithTransportOptions(transport, Endpoint)
        .Build();

    /// <summary>The connection to an endpoint, made at its first use.</summary>
    /// <exception cref="EngineException">Certificates that it takes cannot be used.</exception>
    public static EngineConnection For(EngineEndpoint endpoint)
    {
        var key = $"{endpoint.HostText}\n{endpoint.Context}\n{endpoint.ApiVersion}\n{endpoint.Tls?.Material.Fingerprint}{endpoint.Tls?.SkipVerification}\n{string.Join('\n', endpoint.Headers.Select(h => h.Key + ":" + h.Value))}";
        var shared = Known.GetOrAdd(key, static (_, made) => new EngineConnection(made), endpoint);
        return shared;
    }

    /// <summary>Closes all connections of the process, when the module is removed.</summary>
    public static void CloseAll()
    {
        foreach (var key in Known.Keys)
        {
            if (Known.TryRemove(key, out var connection)) connection.Dispose();
        }
    }

    /// <summary>Agrees with the engine on the API version, once; a failure is not remembered.</summary>
    /// <param name="asked">The endpoint as the caller named it, for messages.</param>
    public async Task<EngineVersion> NegotiateAsync(EngineEndpoint asked, TimeSpan connectTimeout, CancellationToken token)
    {
        patience = connectTimeout;
        return version ??= await AskVersionAsync(asked, connectTimeout, token).ConfigureAwait(false);
    }

    /// <summary>Asks the engine for its version, whatever is known already.</summary>
    public async Task<EngineVersion> AskVersionAsync(EngineEndpoint asked, TimeSpan connectTimeout, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(connectTimeout);
        try
        {
            return await EngineVersion.NegotiateAsync(this, asked, connectTimeout, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!token.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {connectTimeout.TotalSeconds:0.#} s", e);
        }
    }

    /// <summary>Refuses what an engine would ignore because it is too old for it.</summary>
    /// <param name="needed">The first API version that has it.</param>
    /// <param name="what">What was asked for, as its user wrote it.</param>
    /// <exception cref="EngineException">The API version that is spoken is older.</exception>
    public void Require(Version needed, string what)
    {
        if (Version.Api >= needed) return;
        throw new EngineException("NotSupportedByEngine", ErrorCategory.NotImplemented, null,
            $"The engine at {Endpoint.HostText} speaks API version {Version.Api}; {what} needs {needed} or newer.");
    }

    /// <summary>Sends a request outside any API version and hands back whatever comes.</summary>
    public Task<HttpResponseMessage> PingAsync(HttpMethod method, TimeSpan connectTimeout, CancellationToken token)
    {
        var request = new HttpRequestMessage(method, new Uri(transport.HttpAddress, "_ping"));
        request.Options.Set(EngineTransport.ConnectTimeout, connectTimeout);
        AddHeaders(request);
        return http.SendAsync(request, token);
    }

    /// <summary>Sends a request and hands back the answer once its headers are there.</summary>
    /// <exception cref="DockerApiException">The engine answered with an error.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, Query? query, HttpContent? content, CancellationToken token) =>
        SendAsync(method, path, query, content, [], token);

    /// <summary>Sends a request with headers of its own and hands back the answer once its headers are there.</summary>
    /// <exception cref="DockerApiException">The engine answered with an error.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, Query? query, HttpContent? content, IEnumerable<KeyValuePair<string, string>> headers, CancellationToken token)
    {
        for (var again = false; ; again = true)
        {
            var spoken = Version;
            using var request = Request(method, path, query, content);
            foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
            var response = await (Lasts(path) ? lasting : http).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token).ConfigureAwait(false);
            if ((int)response.StatusCode < 400) return response;
            var refusal = await ReadErrorAsync(response, token).ConfigureAwait(false);
            // What has been sent once cannot be sent again; the next command is understood.
            if (again || !await IsReplacedAsync(refusal, spoken, token).ConfigureAwait(false) || content is not null) throw refusal;
        }
    }

    /// <summary>Has the typed client do what it can send whole.</summary>
    /// <exception cref="DockerApiException">The engine answered with an error.</exception>
    public async Task<T> CallAsync<T>(Func<DockerClient, Task<T>> call, CancellationToken token)
    {
        for (var again = false; ; again = true)
        {
            var spoken = Version;
            try
            {
                return await call(Client).ConfigureAwait(false);
            }
            catch (DockerApiException e)
            {
                if (again || !await IsReplacedAsync(e, spoken, token).ConfigureAwait(false)) throw;
            }
        }
    }

    /// <summary>Whether a request is answered only when something happens, maybe by another request.</summary>
    private static bool Lasts(string path) => path == "events" || path.EndsWith("/wait", StringComparison.Ordinal);

    /// <summary>Sends a request whose answer has no body that matters. 304 ("it already is so") counts as success.</summary>
    /// <exception cref="DockerApiException">The engine answered with an error.</exception>
    public async Task DoAsync(HttpMethod method, string path, Query? query, CancellationToken token)
    {
        using var response = await SendAsync(method, path, query, null, token).ConfigureAwait(false);
    }

    /// <summary>Gets a JSON answer whole.</summary>
    /// <exception cref="DockerApiException">The engine answered with an error.</exception>
    public Task<JsonElement> GetAsync(string path, Query? query, CancellationToken token) => GetAsync(HttpMethod.Get, path, query, null, token);

    /// <summary>Sends a request, with JSON as its body where there is one, and gets a JSON answer whole.</summary>
    /// <exception cref="DockerApiException">The engine answered with an error.</exception>
    public Task<JsonElement> GetAsync(HttpMethod method, string path, Query? query, HttpContent? content, CancellationToken token) => GetAsync(method, path, query, content, [], token);

    /// <summary>Sends a request with headers of its own and gets a JSON answer whole.</summary>
    /// <exception cref="DockerApiException">The engine answered with an error.</exception>
    public async Task<JsonElement> GetAsync(HttpMethod method, string path, Query? query, HttpContent? content, IEnumerable<KeyValuePair<string, string>> headers, CancellationToken token)
    {
        using var response = await SendAsync(method, path, query, content, headers, token).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(token).ConfigureAwait(false);
        return ReadJson(body);
    }

    /// <summary>Gets a JSON list and makes its items into something else while it comes; a reader that is slow makes the engine wait.</summary>
    /// <exception cref="DockerApiException">The engine answered with an error.</exception>
    /// <exception cref="JsonException">The answer is no list.</exception>
    public async IAsyncEnumerable<IReadOnlyList<T>> ListAsync<T>(string path, Query? query, Func<JsonElement, T> make, [EnumeratorCancellation] CancellationToken token)
    {
        using var response = await SendAsync(HttpMethod.Get, path, query, null, token).ConfigureAwait(false);
        var body = await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
        await using var lists = new JsonListReader<T>(make).ReadAsync(body, token).GetAsyncEnumerator(token);
        while (await HasMoreAsync().ConfigureAwait(false)) yield return lists.Current;

        async ValueTask<bool> HasMoreAsync()
        {
            try
            {
                return await lists.MoveNextAsync().ConfigureAwait(false);
            }
            catch (JsonException e) when (e.LineNumber is not null)
            {
                throw NotJson(e);
            }
        }
    }

    /// <summary>The time by the engine's own clock, which need not be ours.</summary>
    public async Task<DateTimeOffset> ClockAsync(CancellationToken token) =>
        (await GetAsync("info", null, token).ConfigureAwait(false)).Time("SystemTime") ?? DateTimeOffset.UtcNow;

    /// <summary>Opens a streamed answer on a connection of its own. It blocks, so it is called on a thread that reads the stream.</summary>
    /// <param name="kind">What comes.</param>
    /// <exception cref="DockerApiException">The engine answered with an error.</exception>
    public EngineStream OpenStream(HttpMethod method, string path, Query? query, HttpContent? content, StreamKind kind, CancellationToken token) =>
        OpenStream(method, path, query, content, kind == StreamKind.Duplex ? "tcp" : null, [], kind, token);

    /// <summary>Opens a connection on which another protocol is spoken once the engine has agreed. It blocks, so it is called on a thread that reads the stream.</summary>
    /// <exception cref="DockerApiException">The engine answered with an error.</exception>
    public EngineStream OpenUpgrade(string path, string protocol, IEnumerable<KeyValuePair<string, string>> headers, StreamKind kind, CancellationToken token) =>
        OpenStream(HttpMethod.Post, path, null, null, protocol, headers, kind, token);

    private EngineStream OpenStream(
        HttpMethod method, string path, Query? query, HttpContent? content, string? protocol, IEnumerable<KeyValuePair<string, string>> headers, StreamKind kind, CancellationToken token)
    {
        for (var again = false; ; again = true)
        {
            var spoken = Version;
            var request = Request(method, path, query, content);
            foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
            if (protocol is not null)
            {
                request.Headers.Connection.Add("Upgrade");
                request.Headers.Upgrade.Add(new ProductHeaderValue(protocol));
            }
            var (response, connection, handler) = transport.SendDedicated(request, kind, token);
            if ((int)response.StatusCode < 400) return new EngineStream(response, connection, handler, token);
            using (handler)
            {
                var refusal = ReadErrorAsync(response, token).GetAwaiter().GetResult();
                if (again || !IsReplacedAsync(refusal, spoken, token).GetAwaiter().GetResult() || content is not null) throw refusal;
            }
        }
    }

    /// <summary>A body of JSON.</summary>
    public static HttpContent Json(byte[] utf8)
    {
        var content = new ByteArrayContent(utf8);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    public void Dispose()
    {
        http.Dispose();
        lasting.Dispose();
        transport.Dispose();
    }

    private HttpRequestMessage Request(HttpMethod method, string path, Query? query, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, new Uri(transport.HttpAddress, $"v{Version.Api}/{path}{query}")) { Content = content };
        AddHeaders(request);
        // The engine closes a request that has neither a body nor its length as if one were to follow.
        if (content is null && method == HttpMethod.Post) request.Content = new ByteArrayContent([]);
        return request;
    }

    private void AddHeaders(HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation("User-Agent", "ContainerTools");
        foreach (var (name, value) in Endpoint.Headers) request.Headers.TryAddWithoutValidation(name, value);
    }

    private static async Task<DockerApiException> ReadErrorAsync(HttpResponseMessage response, CancellationToken token)
    {
        using (response) return new DockerApiException(response.StatusCode, await response.Content.ReadAsStringAsync(token).ConfigureAwait(false));
    }

    /// <summary>
    /// Whether an engine refuses a request because it does not speak the version that was agreed on, and speaks another now: it
    /// was replaced by an older or newer one during this session.
    /// </summary>
    /// <param name="spoken">The version that was agreed on when the request was made.</param>
    private async Task<bool> IsReplacedAsync(DockerApiException refusal, EngineVersion spoken, CancellationToken token)
    {
        if (Endpoint.ApiVersion is not null || refusal.StatusCode != HttpStatusCode.BadRequest || refusal.ResponseBody?.Contains("client version", StringComparison.Ordinal) != true) return false;
        // Others that speak with the engine meanwhile go on with the version that they have, until there is a better one.
        if (version == spoken) version = await AskVersionAsync(Endpoint, patience, token).ConfigureAwait(false);
        return Version.Api != spoken.Api;
    }

    /// <summary>Reads an answer that should be JSON.</summary>
    /// <exception cref="EngineException">It is not.</exception>
    public JsonElement ReadJson(byte[] body)
    {
        try
        {
            // Not given back to the pool: what is read stays what it is, without a second copy of a long answer.
            return JsonDocument.Parse(body).RootElement;
        }
        catch (JsonException e)
        {
            throw NotJson(e);
        }
    }

    private EngineException NotJson(JsonException cause) => new("EngineAnswerInvalid", ErrorCategory.InvalidData, Endpoint.HostText,
        $"What {Endpoint.HostText} answered is not JSON: is there really a container engine, and no proxy before it?", cause);

    private sealed record TypedClient(EngineVersion Version, DockerClient Client);
}
