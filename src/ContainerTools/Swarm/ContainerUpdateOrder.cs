namespace ContainerTools;

/// <summary>In which order a task is replaced.</summary>
public enum ContainerUpdateOrder
{
    /// <summary>The old one ends before the new one starts.</summary>
    StopFirst,

    /// <summary>The new one runs before the old one ends.</summary>
    StartFirst,
}
