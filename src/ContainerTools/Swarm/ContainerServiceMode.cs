namespace ContainerTools;

/// <summary>How many tasks a service has.</summary>
public enum ContainerServiceMode
{
    /// <summary>As many as it says.</summary>
    Replicated,

    /// <summary>One on every node that fits.</summary>
    Global,

    /// <summary>As many as it says, each of which ends.</summary>
    ReplicatedJob,

    /// <summary>One on every node that fits, each of which ends.</summary>
    GlobalJob,
}
