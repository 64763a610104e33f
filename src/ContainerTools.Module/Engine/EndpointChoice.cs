namespace ContainerTools.Engine;

/// <summary>Which engine is meant, and who said so.</summary>
/// <param name="Context">The context that names it; <see langword="null"/> where a host is named directly, or nothing is.</param>
/// <param name="Host">The host that is named directly.</param>
/// <param name="Source">Who said so.</param>
internal sealed record EndpointChoice(string? Context, string? Host, ContainerEndpointSource Source)
{
    /// <summary>The context that stands for whatever docker's environment variables say.</summary>
    public const string DefaultContext = "default";

    /// <summary>The context as docker lists it.</summary>
    public string ContextName => Context ?? DefaultContext;

    /// <summary>
    /// The first that says something: parameter, this session, DOCKER_HOST, DOCKER_CONTEXT, the current context of config.json,
    /// the platform's default.
    /// </summary>
    /// <param name="context">The parameter <c>-Context</c>.</param>
    /// <param name="engineHost">The parameter <c>-EngineHost</c>.</param>
    /// <param name="session">What <c>Use-ContainerContext</c> chose in this session.</param>
    public static EndpointChoice Of(string? context, string? engineHost, string? session, DockerConfiguration configuration, Func<string, string?> environment)
    {
        if (engineHost is not null) return new(null, engineHost, ContainerEndpointSource.Parameter);
        if (context is not null) return new(context, null, ContainerEndpointSource.Parameter);
        if (session is not null) return new(session, null, ContainerEndpointSource.Session);
        if (environment("DOCKER_HOST") is { Length: > 0 } host) return new(null, host, ContainerEndpointSource.DockerHost);
        if (environment("DOCKER_CONTEXT") is { Length: > 0 } named) return new(named, null, ContainerEndpointSource.DockerContext);
        return configuration.CurrentContext is { } current
            ? new(current, null, ContainerEndpointSource.Configuration)
            : new(null, null, ContainerEndpointSource.Default);
    }
}
