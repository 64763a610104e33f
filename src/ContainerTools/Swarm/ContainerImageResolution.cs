namespace ContainerTools;

/// <summary>When registries are asked for the digests of a stack's images.</summary>
public enum ContainerImageResolution
{
    /// <summary>At every deployment: a tag that has moved on is followed.</summary>
    Always,

    /// <summary>Where a service is new or its image has changed.</summary>
    Changed,

    /// <summary>Never: each node uses the image that it finds by its name.</summary>
    Never,
}
