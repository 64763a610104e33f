namespace ContainerTools;

/// <summary>When a task that ended is replaced.</summary>
public enum ContainerRestartCondition
{
    /// <summary>Never.</summary>
    None,

    /// <summary>When it failed.</summary>
    OnFailure,

    /// <summary>Always.</summary>
    Any,
}
