namespace ContainerTools;

/// <summary>Whether the registry has a newer image under a tag than the engine has.</summary>
public sealed class ContainerImageUpdate
{
    /// <summary>The tag with its repository: <c>nginx:1.25</c>.</summary>
    public string Reference { get; init; } = "";

    /// <summary>
    /// Whether there is another image in the registry; <see langword="null"/> where that cannot be known, so that a condition
    /// on it holds only for what is known to be out of date.
    /// </summary>
    public bool? UpdateAvailable => Status switch
    {
        ContainerImageUpdateStatus.UpdateAvailable => true,
        ContainerImageUpdateStatus.UpToDate or ContainerImageUpdateStatus.Pinned => false,
        _ => null,
    };

    /// <summary>How the tag stands to the registry, or why that is not known.</summary>
    public ContainerImageUpdateStatus Status { get; init; }

    /// <summary>What the engine or the registry said where it could not be found out; else <see langword="null"/>.</summary>
    public string? Message { get; init; }

    /// <summary>The digest that the engine knows the image by in this repository; <see langword="null"/> where it has none.</summary>
    public string? LocalDigest { get; init; }

    /// <summary>The digest that the tag has in the registry; <see langword="null"/> where that is not known.</summary>
    public string? RemoteDigest { get; init; }

    /// <summary>The id of the image on the engine.</summary>
    public string ImageId { get; init; } = "";

    /// <summary>The same as <see cref="Reference"/>: by it and the id, cmdlets that take images take this object.</summary>
    public string ImageName => Reference;

    /// <summary>The context that the engine was named by; <see langword="null"/> if none was.</summary>
    public string? Context { get; init; }

    /// <summary>The engine that the image is on, as a URI.</summary>
    public string? EngineHost { get; init; }

    /// <inheritdoc />
    public override string ToString() => Reference;
}
