namespace ContainerTools;

/// <summary>A path at which a container's file system differs from its image's.</summary>
public sealed class ContainerChange
{
    /// <summary>The path in the container.</summary>
    public required string Path { get; init; }

    /// <summary>What happened to it.</summary>
    public ContainerChangeKind Kind { get; init; }

    /// <summary>The container's name.</summary>
    public required string ContainerName { get; init; }

    /// <summary>The container's id, 64 hexadecimal digits.</summary>
    public required string ContainerId { get; init; }

    /// <summary>The context that the container's engine was named by, if any.</summary>
    public string? Context { get; init; }

    /// <summary>The engine that the container is on.</summary>
    public string? EngineHost { get; init; }

    /// <inheritdoc />
    public override string ToString() => Path;
}
