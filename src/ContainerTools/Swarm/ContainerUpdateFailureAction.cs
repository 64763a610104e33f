namespace ContainerTools;

/// <summary>What is done when an update fails.</summary>
public enum ContainerUpdateFailureAction
{
    /// <summary>It stops there.</summary>
    Pause,

    /// <summary>It goes on.</summary>
    Continue,

    /// <summary>It is taken back.</summary>
    Rollback,
}
