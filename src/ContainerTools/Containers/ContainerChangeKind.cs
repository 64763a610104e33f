namespace ContainerTools;

/// <summary>What happened to a path, compared with what lies below it.</summary>
public enum ContainerChangeKind
{
    /// <summary>It was there, and is different now.</summary>
    Changed,

    /// <summary>It was not there.</summary>
    Added,

    /// <summary>It was there, and is no more.</summary>
    Removed,
}
