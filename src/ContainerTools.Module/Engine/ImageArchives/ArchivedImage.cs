namespace ContainerTools.Engine.ImageArchives;

/// <summary>An image in an archive.</summary>
/// <param name="Id">The digest of its configuration, by which the engine knows it.</param>
internal sealed record ArchivedImage(string Id)
{
    /// <summary>The digests of the manifest and of the indexes that led to it; engines that keep those use them as its id.</summary>
    public IReadOnlyList<string> ManifestDigests { get; init; } = [];

    /// <summary>Its names: <c>nginx:1.25</c>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The operating system and processor: <c>linux/arm64/v8</c>.</summary>
    public string? Platform { get; init; }

    /// <summary>Its layers, the lowest first.</summary>
    public required IReadOnlyList<ArchivedLayer> Layers { get; init; }

    /// <summary>Whether this image is the one that a digest means.</summary>
    public bool Is(string digest) => Id == digest || ManifestDigests.Contains(digest);
}
