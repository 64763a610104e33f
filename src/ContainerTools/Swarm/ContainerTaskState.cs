namespace ContainerTools;

/// <summary>How far a task has come, in the order of its life.</summary>
public enum ContainerTaskState
{
    /// <summary>The engine said something that is not known here.</summary>
    Unknown,

    /// <summary>It was made.</summary>
    New,

    /// <summary>It has its addresses.</summary>
    Allocated,

    /// <summary>It waits for a node that fits.</summary>
    Pending,

    /// <summary>It has a node.</summary>
    Assigned,

    /// <summary>The node has taken it.</summary>
    Accepted,

    /// <summary>Its image and networks are brought.</summary>
    Preparing,

    /// <summary>It could start.</summary>
    Ready,

    /// <summary>It starts.</summary>
    Starting,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It ended by itself and well.</summary>
    Complete,

    /// <summary>It was told to end.</summary>
    Shutdown,

    /// <summary>It ended and should not have.</summary>
    Failed,

    /// <summary>The node could not take it.</summary>
    Rejected,

    /// <summary>It is being removed with its service.</summary>
    Remove,

    /// <summary>Its node has been away for too long.</summary>
    Orphaned,
}
