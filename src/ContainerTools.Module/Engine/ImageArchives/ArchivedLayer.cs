namespace ContainerTools.Engine.ImageArchives;

/// <summary>A layer of an image in an archive.</summary>
/// <param name="DiffId">The digest of its unpacked content.</param>
internal sealed record ArchivedLayer(string DiffId)
{
    /// <summary>The instruction that made it.</summary>
    public string? CreatedBy { get; init; }

    public DateTimeOffset? Created { get; init; }

    public string? Comment { get; init; }

    /// <summary>Its files; <see langword="null"/> where they were not asked for.</summary>
    public LayerContent? Content { get; init; }
}
