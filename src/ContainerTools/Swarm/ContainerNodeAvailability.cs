namespace ContainerTools;

/// <summary>Whether a node gets tasks.</summary>
public enum ContainerNodeAvailability
{
    /// <summary>It gets new tasks.</summary>
    Active,

    /// <summary>It keeps its tasks and gets no new ones.</summary>
    Pause,

    /// <summary>It has to have none: its tasks go to other nodes.</summary>
    Drain,
}
