namespace ContainerTools;

/// <summary>What <c>Wait-Container</c> waits for.</summary>
public enum ContainerWaitCondition
{
    /// <summary>The container does not run: one that has ended already, or was never started, fulfils it at once.</summary>
    NotRunning,

    /// <summary>The next end of the container, whatever it does now.</summary>
    NextExit,

    /// <summary>The container is removed.</summary>
    Removed,

    /// <summary>The container runs: one that runs already fulfils it at once. A paused one does not run.</summary>
    Running,

    /// <summary>The container's health check says that it works; one without a health check is an error.</summary>
    Healthy,
}
