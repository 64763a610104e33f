namespace ContainerTools;

/// <summary>What an engine has events of.</summary>
public enum ContainerEventType
{
    /// <summary>Containers, and the commands and health checks that run in them.</summary>
    Container,

    /// <summary>Images.</summary>
    Image,

    /// <summary>Volumes.</summary>
    Volume,

    /// <summary>Networks, and the containers that join and leave them.</summary>
    Network,

    /// <summary>The engine itself.</summary>
    Daemon,

    /// <summary>The builder.</summary>
    Builder,

    /// <summary>Plugins.</summary>
    Plugin,

    /// <summary>Services of a swarm.</summary>
    Service,

    /// <summary>Nodes of a swarm.</summary>
    Node,

    /// <summary>Secrets of a swarm.</summary>
    Secret,

    /// <summary>Configurations of a swarm.</summary>
    Config,
}
