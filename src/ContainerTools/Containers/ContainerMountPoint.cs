namespace ContainerTools;

/// <summary>What is mounted into a container, and where.</summary>
public sealed class ContainerMountPoint
{
    /// <summary><c>bind</c>, <c>volume</c>, <c>tmpfs</c>, <c>npipe</c>, <c>cluster</c> or <c>image</c>.</summary>
    public string Type { get; init; } = "";

    /// <summary>The volume's name, for a volume.</summary>
    public string? Name { get; init; }

    /// <summary>The path on the engine's host.</summary>
    public string? Source { get; init; }

    /// <summary>The path in the container.</summary>
    public string Destination { get; init; } = "";

    /// <summary>The volume's driver, for a volume.</summary>
    public string? Driver { get; init; }

    /// <summary>The options that it was mounted with, such as <c>ro</c> or <c>z</c>.</summary>
    public string? Mode { get; init; }

    /// <summary>Whether the container may write to it.</summary>
    public bool ReadWrite { get; init; }

    /// <summary>How mounts made later travel between host and container, for a bind mount.</summary>
    public string? Propagation { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Name ?? Source}:{Destination}";
}
