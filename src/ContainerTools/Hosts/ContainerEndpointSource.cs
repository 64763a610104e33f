namespace ContainerTools;

/// <summary>Where the engine that is spoken to was named; the first of these that says something wins.</summary>
public enum ContainerEndpointSource
{
    /// <summary><c>-Context</c> or <c>-EngineHost</c>.</summary>
    Parameter,

    /// <summary>The engine that an object in the pipeline came from.</summary>
    InputObject,

    /// <summary>The context that <c>Use-ContainerContext</c> chose for this session.</summary>
    Session,

    /// <summary>The environment variable <c>DOCKER_HOST</c>.</summary>
    DockerHost,

    /// <summary>The environment variable <c>DOCKER_CONTEXT</c>.</summary>
    DockerContext,

    /// <summary><c>currentContext</c> in docker's <c>config.json</c>.</summary>
    Configuration,

    /// <summary>Nothing named one: the platform's own socket or pipe.</summary>
    Default,
}
