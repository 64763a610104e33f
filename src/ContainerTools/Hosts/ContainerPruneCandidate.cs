namespace ContainerTools;

/// <summary>Something that nothing uses, and that <c>Clear-ContainerHost</c> would remove.</summary>
public sealed class ContainerPruneCandidate
{
    /// <summary>What it is.</summary>
    public ContainerResource Type { get; init; }

    /// <summary>Its name: of an image its first tag or short id, of a part of the build cache its id.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its id; of a volume its name.</summary>
    public string Id { get; init; } = "";

    /// <summary>
    /// Bytes that removing it frees together with the others: what several images share is counted with one of them, and what
    /// others keep with none. <see langword="null"/> where the engine cannot tell.
    /// </summary>
    public long? Size { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>Whether only this name of an image is taken away, because a container or another image needs the image itself.</summary>
    public bool UntagOnly { get; init; }

    /// <summary>A container's image, or what a build did.</summary>
    public string? Description { get; init; }

    /// <summary>The context that the engine was named by; <see langword="null"/> if none was.</summary>
    public string? Context { get; init; }

    /// <summary>The engine, as a URI.</summary>
    public string? EngineHost { get; init; }

    /// <inheritdoc />
    public override string ToString() => Name;
}
