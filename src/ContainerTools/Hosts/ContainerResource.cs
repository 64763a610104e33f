namespace ContainerTools;

/// <summary>What an engine keeps.</summary>
public enum ContainerResource
{
    /// <summary>Containers, with what was written into them.</summary>
    Container,

    /// <summary>Networks.</summary>
    Network,

    /// <summary>Volumes.</summary>
    Volume,

    /// <summary>Images, with their layers.</summary>
    Image,

    /// <summary>What BuildKit keeps to build faster next time.</summary>
    BuildCache,
}
