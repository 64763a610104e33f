using ContainerTools.Engine.Contexts;

namespace ContainerTools.Engine;

/// <summary>
/// Makes an endpoint of what was chosen: its address, how it is spoken to, and what docker's configuration adds. A context that
/// is named and not there is an error, never a silent step to the next.
/// </summary>
internal static class EndpointResolver
{
    /// <summary>Resolves what a cmdlet was given; all may be <see langword="null"/>.</summary>
    /// <param name="session">The context that this session uses.</param>
    /// <exception cref="EngineException">The name or address cannot be used.</exception>
    public static EngineEndpoint Resolve(string? context, string? engineHost, Func<string, string?> environment, string? session = null)
    {
        var configuration = DockerConfiguration.Read(environment);
        var choice = EndpointChoice.Of(context, engineHost, session, configuration, environment);
        var (text, tls) = Address(choice, configuration, environment);
        var host = EngineAddress.Parse(text, tls is not null);
        return new EngineEndpoint
        {
            Host = host,
            Context = choice.Context,
            Source = choice.Source,
            Tls = Tls(host, tls),
            Headers = environment("DOCKER_CUSTOM_HEADERS") is { Length: > 0 } custom ? CustomHeaders.Parse(custom) : configuration.HttpHeaders,
            ApiVersion = PinnedVersion(environment("DOCKER_API_VERSION")),
        };
    }

    /// <summary>The address that a choice means, and whether docker's settings want TLS with it.</summary>
    private static (string Host, EndpointTls? Tls) Address(EndpointChoice choice, DockerConfiguration configuration, Func<string, string?> environment)
    {
        if (choice.Context is { } name and not EndpointChoice.DefaultContext)
        {
            var context = configuration.Contexts.Get(name, NamedBy(choice.Source));
            return (context.Host, EndpointTls.OfContext(context));
        }
        // "default" is not in the store: it is what DOCKER_HOST says, else the platform's default.
        var tls = EndpointTls.OfEnvironment(environment, configuration);
        var host = choice.Host ?? (environment("DOCKER_HOST") is { Length: > 0 } named ? named : null);
        return (host ?? DefaultHost(tls), tls);
    }

    /// <summary>Where nothing names an engine: with docker's variables for TLS it is one that is reached by it.</summary>
    private static string DefaultHost(EndpointTls? tls) => tls is null ? EngineAddress.PlatformDefault : "tcp://localhost:2376";

    /// <summary>
    /// What TLS to an address takes. A port that is meant for TLS is never spoken to in the clear; sockets and pipes have none.
    /// </summary>
    private static EndpointTls? Tls(Uri host, EndpointTls? wanted) => host.Scheme switch
    {
        "tcp" or "http" => wanted,
        "https" => wanted ?? EndpointTls.OfAddress(host.OriginalString),
        _ => null,
    };

    /// <summary>The engine that an object came from.</summary>
    /// <exception cref="EngineException">Its context is not there any more, or means another engine now.</exception>
    public static EngineEndpoint OfObject(string? context, string engineHost, Func<string, string?> environment)
    {
        if (context is null or EndpointChoice.DefaultContext) return Resolve(null, engineHost, environment) with { Context = context, Source = ContainerEndpointSource.InputObject };
        var endpoint = Resolve(context, null, environment) with { Source = ContainerEndpointSource.InputObject };
        return endpoint.HostText == engineHost
            ? endpoint
            : throw new EngineException("ContextChanged", ErrorCategory.InvalidOperation, context,
                $"The object is from {engineHost}, which was the context '{context}'; that context is {endpoint.HostText} now. Get the object again.");
    }

    /// <summary>A context as a list of them shows it, even where its engine cannot be used.</summary>
    /// <param name="name">A context of the store, or <c>default</c>.</param>
    /// <param name="current">Which engine is used where nothing names one.</param>
    /// <exception cref="EngineException">It is not there, or it is broken.</exception>
    public static ContainerContext Describe(string name, EndpointChoice current, DockerConfiguration configuration, Func<string, string?> environment)
    {
        var isCurrent = current.ContextName == name;
        if (name == EndpointChoice.DefaultContext)
        {
            var (text, wanted) = Address(new EndpointChoice(null, null, ContainerEndpointSource.Default), configuration, environment);
            var host = EngineAddress.Parse(text, wanted is not null).OriginalString;
            return Shown("DOCKER_HOST, or the default of this platform", host, wanted, null);
        }
        var context = configuration.Contexts.Get(name, isCurrent ? NamedBy(current.Source) : null);
        return Shown(context.Description, context.Host, EndpointTls.OfContext(context), context.MetadataFolder);

        ContainerContext Shown(string? description, string host, EndpointTls? tls, string? metadata) => new()
        {
            Name = name,
            Description = description,
            EngineHost = host,
            IsCurrent = isCurrent,
            Source = isCurrent ? current.Source : null,
            HasTLS = tls?.HasFiles ?? false,
            SkipTLSVerify = tls?.SkipVerification ?? false,
            MetadataPath = metadata,
            TLSPath = tls?.Folder,
        };
    }

    /// <summary>Who named a context, for the message that it is not there.</summary>
    public static string? NamedBy(ContainerEndpointSource source) => source switch
    {
        ContainerEndpointSource.Session => ", which Use-ContainerContext chose for this session,",
        ContainerEndpointSource.DockerContext => ", which the environment variable DOCKER_CONTEXT names,",
        ContainerEndpointSource.Configuration => ", which docker's config.json names as the current one,",
        _ => null,
    };

    private static Version? PinnedVersion(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (Version.TryParse(text.TrimStart('v'), out var version) && version >= EngineVersion.Oldest) return version;
        throw new EngineException("ApiVersionInvalid", ErrorCategory.InvalidArgument, text,
            $"The environment variable DOCKER_API_VERSION is '{text}'; it must be a version from {EngineVersion.Oldest} on, such as 1.41.");
    }
}
