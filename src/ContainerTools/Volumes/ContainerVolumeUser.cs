namespace ContainerTools;

/// <summary>A container that mounts a volume.</summary>
public sealed class ContainerVolumeUser
{
    /// <summary>The container's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The container's id.</summary>
    public string ContainerId { get; init; } = "";

    /// <summary>What the container is doing.</summary>
    public ContainerState State { get; init; }

    /// <summary>The volume's name.</summary>
    public string Volume { get; init; } = "";

    /// <summary>The path in the container.</summary>
    public string Destination { get; init; } = "";

    /// <summary>Whether the container may write to it.</summary>
    public bool ReadWrite { get; init; }

    /// <summary>The context that its engine was named by; <see langword="null"/> if none was.</summary>
    public string? Context { get; init; }

    /// <summary>The engine that it is on, as a URI.</summary>
    public string? EngineHost { get; init; }

    /// <inheritdoc />
    public override string ToString() => Name;
}
