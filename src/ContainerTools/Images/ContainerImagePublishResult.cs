namespace ContainerTools;

/// <summary>A tag that has been pushed to its registry.</summary>
public sealed class ContainerImagePublishResult
{
    /// <summary>What was pushed: the repository with the tag, such as <c>registry.example:5000/app:1.2</c>.</summary>
    public string Reference { get; init; } = "";

    /// <summary>The repository without the tag.</summary>
    public string Repository { get; init; } = "";

    /// <summary>The tag.</summary>
    public string Tag { get; init; } = "";

    /// <summary>The digest of the manifest in the registry: <c>sha256:…</c>.</summary>
    public string Digest { get; init; } = "";

    /// <summary>The repository with the digest, which names exactly this content for good: <c>registry.example:5000/app@sha256:…</c>.</summary>
    public string DigestReference => $"{Repository}@{Digest}";

    /// <summary>Bytes of the manifest, as the engine tells them; the layers are not counted.</summary>
    public long? Size { get; init; }

    /// <summary>The context that the engine was named by; <see langword="null"/> if none was.</summary>
    public string? Context { get; init; }

    /// <summary>The engine that pushed it, as a URI.</summary>
    public string? EngineHost { get; init; }

    /// <inheritdoc />
    public override string ToString() => Reference;
}
