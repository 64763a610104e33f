namespace ContainerTools;

/// <summary>What one thing takes on an engine's disk.</summary>
public sealed class ContainerDiskUsageItem
{
    /// <summary>What it is.</summary>
    public ContainerResource Type { get; init; }

    /// <summary>Its name: of an image its first tag, of a part of the build cache its id.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its id; of a volume its name.</summary>
    public string Id { get; init; } = "";

    /// <summary>Its bytes: of a container what was written into it; <see langword="null"/> where the engine cannot tell.</summary>
    public long? Size { get; init; }

    /// <summary>Bytes that other images have too; <see langword="null"/> for what is no image.</summary>
    public long? SharedSize { get; init; }

    /// <summary>Whether it is in use.</summary>
    public bool Active { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When a build last used it; <see langword="null"/> for what is no build cache.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>A container's image, a volume's driver, or what a build did.</summary>
    public string? Description { get; init; }

    /// <inheritdoc />
    public override string ToString() => Name;
}
