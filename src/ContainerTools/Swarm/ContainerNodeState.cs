namespace ContainerTools;

/// <summary>Whether a node can be reached.</summary>
public enum ContainerNodeState
{
    /// <summary>The managers do not know.</summary>
    Unknown,

    /// <summary>It does not answer.</summary>
    Down,

    /// <summary>It works.</summary>
    Ready,

    /// <summary>It has lost its connection and is expected back.</summary>
    Disconnected,
}
