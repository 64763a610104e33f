namespace ContainerTools;

/// <summary>What an engine is to a swarm.</summary>
public enum ContainerSwarmState
{
    /// <summary>It is in none.</summary>
    Inactive,

    /// <summary>It is joining one.</summary>
    Pending,

    /// <summary>It is in one.</summary>
    Active,

    /// <summary>It is in one and cannot work with it; the object says why.</summary>
    Error,

    /// <summary>It was started again and waits to be unlocked.</summary>
    Locked,
}
