namespace ContainerTools.Engine;

/// <summary>
/// Chooses the engine as docker's CLI does: parameter, DOCKER_HOST, DOCKER_CONTEXT, the current context of config.json, the
/// platform's default. A context that is named and not there is an error, never a silent step to the next.
/// </summary>
internal static class EndpointResolver
{
    public const string DefaultContext = "default";

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

        EngineEndpoint Direct(string text, ContainerEndpointSource source) => Finish(ParseHost(text), null, source);

        EngineEndpoint Named(string text, ContainerEndpointSource source)
        {
            if (text != DefaultContext) return Finish(ParseHost(configuration.ContextHost(text)), text, source);
            // "default" is not in the store: it is what DOCKER_HOST says, else the platform's default.
            return environment("DOCKER_HOST") is { Length: > 0 } host
                ? Finish(ParseHost(host), text, source)
                : Finish(ParseHost(PlatformDefault), text, source);
        }

        EngineEndpoint Finish(Uri uri, string? named, ContainerEndpointSource source) => new()
        {
            Host = uri,
            Context = named,
            Source = source,
            Headers = configuration.HttpHeaders,
            ApiVersion = PinnedVersion(environment("DOCKER_API_VERSION")),
        };
    }

    /// <summary>The engine that an object came from.</summary>
    public static EngineEndpoint OfObject(string? context, string engineHost, Func<string, string?> environment) =>
        context is null or DefaultContext
            ? Resolve(null, engineHost, environment) with { Context = context, Source = ContainerEndpointSource.InputObject }
            : Resolve(context, null, environment) with { Source = ContainerEndpointSource.InputObject };

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
        if (!Uri.TryCreate(trimmed, UriKind.Absolute, out var uri)) throw Invalid("it is not an address");
        if (scheme is "unix" && uri.AbsolutePath is "" or "/") throw Invalid("the socket's path is missing");
        if (scheme is not "tcp") return uri;
        if (uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0) throw Invalid("a tcp address has only host, port and path");
        var host = uri.Host.Length == 0 ? "localhost" : uri.Host;
        return uri.Port > 0 && uri.Host.Length > 0 ? uri : new Uri($"tcp://{host}:{(uri.Port > 0 ? uri.Port : 2375).Invariant()}{uri.AbsolutePath.TrimEnd('/')}");

        EngineException Invalid(string why) => new("EngineHostInvalid", ErrorCategory.InvalidArgument, text,
            $"'{text}' is not the address of an engine: {why}. Write for example unix:///var/run/docker.sock, tcp://host:2375 or npipe:////./pipe/docker_engine.");
    }

    private static string PlatformUnix => "unix:///var/run/docker.sock";

    private static string PlatformDefault => OperatingSystem.IsWindows() ? "npipe:////./pipe/docker_engine" : PlatformUnix;

    private static Version? PinnedVersion(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return Version.TryParse(text.TrimStart('v'), out var version)
            ? version
            : throw new EngineException("ApiVersionInvalid", ErrorCategory.InvalidArgument, text,
                $"The environment variable DOCKER_API_VERSION is '{text}', which is no version such as 1.41.");
    }
}
