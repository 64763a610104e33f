namespace ContainerTools.Engine;

/// <summary>An engine's address, who named it, and what reaching it takes.</summary>
internal sealed record EngineEndpoint
{
    /// <summary>The address, in docker's spelling.</summary>
    public required Uri Host { get; init; }

    /// <summary>The context that named it; <see langword="null"/> where a host was named directly.</summary>
    public string? Context { get; init; }

    public required ContainerEndpointSource Source { get; init; }

    /// <summary>What TLS to it takes; <see langword="null"/> where it is spoken to without.</summary>
    public EndpointTls? Tls { get; init; }

    /// <summary>Headers that docker's configuration adds to every request.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>A version that turns negotiation off.</summary>
    public Version? ApiVersion { get; init; }

    public string HostText => Host.OriginalString;

    /// <summary>Says for an error message which engine this is and why it was asked.</summary>
    public string Describe() => Source switch
    {
        ContainerEndpointSource.Parameter when Context is null => $"{HostText} (from -EngineHost)",
        ContainerEndpointSource.Parameter => $"{HostText} (context '{Context}', from -Context)",
        ContainerEndpointSource.InputObject => $"{HostText} (the engine of the object in the pipeline)",
        ContainerEndpointSource.Session => $"{HostText} (context '{Context}', chosen for this session)",
        ContainerEndpointSource.DockerHost => $"{HostText} (from the environment variable DOCKER_HOST)",
        ContainerEndpointSource.DockerContext => $"{HostText} (context '{Context}', from the environment variable DOCKER_CONTEXT)",
        ContainerEndpointSource.Configuration => $"{HostText} (context '{Context}', from docker's config.json)",
        _ => $"{HostText} (the default of this platform)",
    };
}
