namespace ContainerTools;

/// <summary>A repository that a search in a registry found.</summary>
public sealed class ContainerImageSearchResult
{
    /// <summary>The repository, as it is pulled: <c>nginx</c>, <c>bitnami/nginx</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>What its owner wrote about it.</summary>
    public string Description { get; init; } = "";

    /// <summary>How many users of the registry marked it.</summary>
    public int Stars { get; init; }

    /// <summary>Whether it is one of Docker's official images.</summary>
    public bool IsOfficial { get; init; }

    /// <summary>The context that the engine was named by; <see langword="null"/> if none was.</summary>
    public string? Context { get; init; }

    /// <summary>The engine that was asked, as a URI.</summary>
    public string? EngineHost { get; init; }

    /// <inheritdoc />
    public override string ToString() => Name;
}
