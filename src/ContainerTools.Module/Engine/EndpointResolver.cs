using System.Text;
using ContainerTools.Engine.Transport;

namespace ContainerTools.Engine;

/// <summary>
/// Chooses the engine as docker's CLI does: parameter, DOCKER_HOST, DOCKER_CONTEXT, the current context of config.json, the
/// platform's default. A context that is named and not there is an error, never a silent step to the next.
/// </summary>
internal static class EndpointResolver
{
    public const string DefaultContext = "default";

    /// <summary>What a socket's address has room for, on every system.</summary>
    private const int LongestSocketPath = 103;

    private const string DefaultPort = "2375";

    private static readonly string[] TlsVariables = ["DOCKER_TLS_VERIFY", "DOCKER_TLS"];

    private static readonly string[] Schemes = ["unix", "npipe", "tcp", "http", "https", "ssh"];

    /// <summary>Resolves what a cmdlet was given; both may be <see langword="null"/>.</summary>
    /// <exception cref="EngineException">The name or address cannot be used.</exception>
    public static EngineEndpoint Resolve(string? context, string? engineHost, Func<string, string?> environment)
    {
        var configuration = DockerConfiguration.Read(environment);
        if (engineHost is not null) return Direct(engineHost, ContainerEndpointSource.Parameter);
        if (context is not null) return Named(context, ContainerEndpointSource.Parameter);
        if (environment("DOCKER_HOST") is { Length: > 0 } host) return Direct(host, ContainerEndpointSource.DockerHost);
        if (environment("DOCKER_CONTEXT") is { Length: > 0 } name) return Named(name, ContainerEndpointSource.DockerContext);
        if (configuration.CurrentContext is { } current) return Named(current, ContainerEndpointSource.Configuration);
        return Direct(PlatformDefault, ContainerEndpointSource.Default);

        EngineEndpoint Direct(string text, ContainerEndpointSource source) => Finish(text, null, source, EnvironmentTls());

        EngineEndpoint Named(string text, ContainerEndpointSource source)
        {
            if (text != DefaultContext)
            {
                return Finish(configuration.ContextHost(text), text, source, configuration.ContextHasTls(text) ? $"the context '{text}' has certificates" : null);
            }
            // "default" is not in the store: it is what DOCKER_HOST says, else the platform's default.
            return Finish(environment("DOCKER_HOST") is { Length: > 0 } host ? host : PlatformDefault, text, source, EnvironmentTls());
        }

        // Any value turns it on, "0" too: that is docker's rule.
        string? EnvironmentTls() => TlsVariables.FirstOrDefault(v => environment(v) is { Length: > 0 }) is { } variable
            ? $"the environment variable {variable} is set"
            : null;

        EngineEndpoint Finish(string text, string? named, ContainerEndpointSource source, string? tls)
        {
            var host = ParseHost(text);
            CheckTransport(host, tls);
            return new EngineEndpoint
            {
                Host = host,
                Context = named,
                Source = source,
                Headers = environment("DOCKER_CUSTOM_HEADERS") is { Length: > 0 } custom ? CustomHeaders.Parse(custom) : configuration.HttpHeaders,
                ApiVersion = PinnedVersion(environment("DOCKER_API_VERSION")),
            };
        }
    }

    /// <summary>
    /// Refuses what there is no transport for. Above all, a port that is meant for TLS is never spoken to in the clear.
    /// </summary>
    private static void CheckTransport(Uri host, string? tls)
    {
        var why = host.Scheme switch
        {
            "ssh" => "it is reached by ssh",
            "https" => "it is reached over TLS",
            "tcp" or "http" when tls is not null => $"it is reached over TLS ({tls})",
            _ => null,
        };
        if (why is null) return;
        throw new EngineException("TransportUnsupported", ErrorCategory.NotImplemented, host.OriginalString,
            $"The engine at {host.OriginalString} cannot be used: {why}, which this version of the module does not do. " +
            "It speaks to unix sockets, named pipes and plain tcp; an ssh tunnel ('ssh -L') makes one of a remote engine's socket.");
    }

    /// <summary>The engine that an object came from.</summary>
    /// <exception cref="EngineException">Its context is not there any more, or means another engine now.</exception>
    public static EngineEndpoint OfObject(string? context, string engineHost, Func<string, string?> environment)
    {
        if (context is null or DefaultContext) return Resolve(null, engineHost, environment) with { Context = context, Source = ContainerEndpointSource.InputObject };
        var endpoint = Resolve(context, null, environment) with { Source = ContainerEndpointSource.InputObject };
        return endpoint.HostText == engineHost
            ? endpoint
            : throw new EngineException("ContextChanged", ErrorCategory.InvalidOperation, context,
                $"The object is from {engineHost}, which was the context '{context}'; that context is {endpoint.HostText} now. Get the object again.");
    }

    /// <summary>Reads an address as docker does: no scheme means tcp, and a port that is left out is 2375.</summary>
    /// <exception cref="EngineException">It is no address of an engine.</exception>
    public static Uri ParseHost(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0) throw Invalid("it is empty");
        if (!trimmed.Contains("://", StringComparison.Ordinal)) trimmed = "tcp://" + trimmed;
        var scheme = trimmed[..trimmed.IndexOf("://", StringComparison.Ordinal)].ToLowerInvariant();
        if (!Schemes.Contains(scheme)) throw Invalid($"the scheme '{scheme}' is not one of {string.Join(", ", Schemes)}");
        if (scheme is "unix" && trimmed.Length == "unix://".Length) trimmed = PlatformUnix;
        if (scheme is "tcp" && trimmed["tcp://".Length..] is "" or [':', ..]) trimmed = "tcp://localhost" + trimmed["tcp://".Length..];
        if (!Uri.TryCreate(trimmed, UriKind.Absolute, out var uri)) throw Invalid("it is not an address");
        switch (scheme)
        {
            case "unix":
                if (SocketPath(trimmed) is not ['/', _, ..]) throw Invalid("it has no path that begins with '/'");
                if (Encoding.UTF8.GetByteCount(SocketPath(trimmed)) > LongestSocketPath) throw Invalid($"the socket's path is longer than the {LongestSocketPath.Invariant()} bytes that the system takes");
                return uri;
            case "npipe":
                Dialer.PipeAddress(uri);
                return uri;
            case "tcp":
                if (uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0) throw Invalid("a tcp address has only host, port and path");
                return uri.Port > 0 ? uri : new Uri($"tcp://{uri.Host}:{DefaultPort}{uri.AbsolutePath.TrimEnd('/')}");
            default:
                return uri;
        }

        EngineException Invalid(string why) => new("EngineHostInvalid", ErrorCategory.InvalidArgument, text,
            $"'{text}' is not the address of an engine: {why}. Write for example unix:///var/run/docker.sock, tcp://host:2375 or npipe:////./pipe/docker_engine.");
    }

    /// <summary>The path of a unix socket, taken as it stands: docker knows no escapes in it.</summary>
    public static string SocketPath(string host) => host["unix://".Length..];

    private static string PlatformUnix => "unix:///var/run/docker.sock";

    private static string PlatformDefault => OperatingSystem.IsWindows() ? "npipe:////./pipe/docker_engine" : PlatformUnix;

    private static Version? PinnedVersion(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (Version.TryParse(text.TrimStart('v'), out var version) && version >= EngineVersion.Oldest) return version;
        throw new EngineException("ApiVersionInvalid", ErrorCategory.InvalidArgument, text,
            $"The environment variable DOCKER_API_VERSION is '{text}'; it must be a version from {EngineVersion.Oldest} on, such as 1.41.");
    }
}
