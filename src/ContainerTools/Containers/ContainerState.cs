namespace ContainerTools;

/// <summary>What a container is doing, in the engine's words.</summary>
public enum ContainerState
{
    /// <summary>The engine named a state that this version does not know.</summary>
    Unknown,

    /// <summary>Created and never started.</summary>
    Created,

    /// <summary>Its main process runs.</summary>
    Running,

    /// <summary>Its processes are frozen.</summary>
    Paused,

    /// <summary>It ended and its restart policy is about to start it again.</summary>
    Restarting,

    /// <summary>It is being removed.</summary>
    Removing,

    /// <summary>Its main process ended.</summary>
    Exited,

    /// <summary>The engine could not remove it whole.</summary>
    Dead,
}
