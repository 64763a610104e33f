using System.Net;
using ContainerTools.Engine.Transport;

namespace ContainerTools.Engine;

/// <summary>What an engine says of itself when it is pinged, and the API version that is spoken with it.</summary>
internal sealed record EngineVersion
{
    /// <summary>The newest version that this client has been written for.</summary>
    public static readonly Version Newest = new(1, 51);

    /// <summary>The oldest one; engines before 19.03 are older.</summary>
    public static readonly Version Oldest = new(1, 40);

    /// <summary>The first version in which stopping and restarting take a signal; older engines ignore it without a word.</summary>
    public static readonly Version StopSignal = new(1, 42);

    public required Version Api { get; init; }

    /// <summary><c>linux</c> or <c>windows</c>.</summary>
    public string? OSType { get; init; }

    /// <summary>Which builder the engine prefers: <c>1</c> classic, <c>2</c> BuildKit; empty from older engines.</summary>
    public string? Builder { get; init; }

    /// <summary>Whether it is podman, whose compatible API differs in places.</summary>
    public bool IsPodman { get; init; }

    public bool IsWindows => string.Equals(OSType, "windows", StringComparison.OrdinalIgnoreCase);

    /// <summary>Asks by HEAD, which moves no body, and by GET where an engine does not know HEAD.</summary>
    /// <exception cref="EngineException">The engine is too old, or what answers is no engine.</exception>
    public static async Task<EngineVersion> NegotiateAsync(EngineConnection connection, EngineEndpoint asked, TimeSpan connectTimeout, CancellationToken token)
    {
        try
        {
            return await AskAsync(connection, asked, connectTimeout, token).ConfigureAwait(false);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ResponseEnded && asked is { Tls: null, Host.Scheme: "tcp" or "http" })
        {
            throw new EngineException("NotAnEngine", ErrorCategory.ConnectionError, null,
                $"{asked.Describe()} ends the connection without an answer. A port that speaks TLS only may do so; it takes a context with certificates, or DOCKER_TLS_VERIFY.", e);
        }
    }

    private static async Task<EngineVersion> AskAsync(EngineConnection connection, EngineEndpoint asked, TimeSpan connectTimeout, CancellationToken token)
    {
        using var head = await connection.PingAsync(HttpMethod.Head, connectTimeout, token).ConfigureAwait(false);
        if (head.IsSuccessStatusCode && Header(head, "Api-Version") is not null) return Read(head, asked);
        using var get = await connection.PingAsync(HttpMethod.Get, connectTimeout, token).ConfigureAwait(false);
        if (get.StatusCode == HttpStatusCode.BadRequest && TlsFailure.WantsTls(await get.Content.ReadAsStringAsync(token).ConfigureAwait(false))) throw TlsFailure.Required(asked);
        return Read(get, asked);
    }

    private static EngineVersion Read(HttpResponseMessage answer, EngineEndpoint endpoint)
    {
        if (!answer.IsSuccessStatusCode || Header(answer, "Api-Version") is not { } text || !Version.TryParse(text, out var offered))
        {
            throw new EngineException("NotAnEngine", ErrorCategory.ConnectionError, endpoint.HostText,
                $"{endpoint.Describe()} answers, but not as a container engine does (HTTP status {((int)answer.StatusCode).Invariant()} to a ping). " +
                "Check the address and the port, and that no other service or proxy listens there.");
        }
        if (offered < Oldest)
        {
            throw new EngineException("ApiVersionUnsupported", ErrorCategory.NotImplemented, endpoint.HostText,
                $"{endpoint.Describe()} speaks API version {offered}; this module needs {Oldest} or newer (Docker Engine 19.03). Update the engine.");
        }
        return new EngineVersion
        {
            Api = endpoint.ApiVersion ?? (offered < Newest ? offered : Newest),
            OSType = Header(answer, "OSType"),
            Builder = Header(answer, "Builder-Version"),
            IsPodman = Header(answer, "Libpod-Api-Version") is not null,
        };
    }

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) && values.FirstOrDefault() is { Length: > 0 } value ? value : null;
}
