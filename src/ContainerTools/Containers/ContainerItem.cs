namespace ContainerTools;

/// <summary>
/// A file, a directory or something else in a container's file system. Nothing about it can be taken for a path of this machine:
/// piped to a command that deletes local files it deletes none.
/// </summary>
public sealed class ContainerItem
{
    /// <summary>Its path in the container: <c>/etc/hosts</c>.</summary>
    public required string FullName { get; init; }

    /// <summary>The last part of its path.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public ContainerFileType Type { get; init; }

    /// <summary>Bytes of a file, of a symbolic link those of its target's name; <see langword="null"/> for the second name of a file, whose bytes are with its first.</summary>
    public long? Size { get; init; }

    /// <summary>Its permission bits, with set-user-id, set-group-id and sticky.</summary>
    public UnixFileMode Mode { get; init; }

    /// <summary>The number of its owner.</summary>
    public long Uid { get; init; }

    /// <summary>The number of its group.</summary>
    public long Gid { get; init; }

    /// <summary>When it was last written, to the second; <see langword="null"/> where that is no time.</summary>
    public DateTimeOffset? LastWriteTime { get; init; }

    /// <summary>Where a symbolic link points, as it says itself, or the path of a hard link's first name; <see langword="null"/> for what is no link.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>The container's name.</summary>
    public required string ContainerName { get; init; }

    /// <summary>The container's id, 64 hexadecimal digits.</summary>
    public required string ContainerId { get; init; }

    /// <summary>The context that the container's engine was named by, if any.</summary>
    public string? Context { get; init; }

    /// <summary>The engine that the container is on.</summary>
    public string? EngineHost { get; init; }

    /// <summary>The container's name and the path, as <c>Copy-ContainerItem</c> takes them: <c>web:/etc/hosts</c>.</summary>
    public override string ToString() => $"{ContainerName}:{FullName}";
}
