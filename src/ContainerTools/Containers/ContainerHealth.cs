namespace ContainerTools;

/// <summary>What a container's health check says.</summary>
public enum ContainerHealth
{
    /// <summary>It has no health check.</summary>
    None,

    /// <summary>The check has not succeeded yet and may still fail without consequence.</summary>
    Starting,

    /// <summary>The last check succeeded.</summary>
    Healthy,

    /// <summary>The check failed as often in a row as its retries allow.</summary>
    Unhealthy,
}
