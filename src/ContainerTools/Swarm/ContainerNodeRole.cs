namespace ContainerTools;

/// <summary>What a node does in its swarm.</summary>
public enum ContainerNodeRole
{
    /// <summary>It runs tasks.</summary>
    Worker,

    /// <summary>It decides and, unless it is drained, runs tasks.</summary>
    Manager,
}
