namespace ContainerTools;

/// <summary>How a tag on an engine stands to the same tag in its registry, or why that cannot be known.</summary>
public enum ContainerImageUpdateStatus
{
    /// <summary>Not known for a reason that <see cref="ContainerImageUpdate.Message"/> tells.</summary>
    Unknown,

    /// <summary>The registry has the same content.</summary>
    UpToDate,

    /// <summary>The registry has other content under this tag.</summary>
    UpdateAvailable,

    /// <summary>The image is named by its digest, which never means other content.</summary>
    Pinned,

    /// <summary>The image came from no registry: it was built or loaded here, and never pulled or pushed under this name.</summary>
    NeverPulled,

    /// <summary>No tag names the image.</summary>
    Untagged,

    /// <summary>The registry does not have the tag, or not any more.</summary>
    NotInRegistry,

    /// <summary>The registry wants other credentials than those that are known.</summary>
    AccessDenied,

    /// <summary>The engine cannot reach the registry.</summary>
    RegistryUnreachable,
}
