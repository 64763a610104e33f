namespace ContainerTools.Engine.ImageArchives;

/// <summary>What is known of a layer of an image on an engine.</summary>
internal sealed record LayerFacts(string Digest)
{
    public long? Size { get; init; }

    public string? CreatedBy { get; init; }

    public DateTimeOffset? Created { get; init; }

    public IReadOnlyList<ContainerImageLayerFile>? Files { get; init; }
}
