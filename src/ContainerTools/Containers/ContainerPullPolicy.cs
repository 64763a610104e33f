namespace ContainerTools;

/// <summary>When an image is pulled before a container is made from it.</summary>
public enum ContainerPullPolicy
{
    /// <summary>If the engine does not have it.</summary>
    Missing,

    /// <summary>Always: the tag may have moved.</summary>
    Always,

    /// <summary>Never; that the engine does not have it is an error.</summary>
    Never,
}
