namespace ContainerTools;

/// <summary>What a layer does to one path of the file system below it.</summary>
public sealed class ContainerImageLayerFile
{
    /// <summary>The path in the image: <c>/etc/passwd</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Whether the layer adds the path, changes what lower layers have there, or removes it.</summary>
    public ContainerChangeKind Kind { get; init; }

    /// <summary>What it is; for a removed path, what it was.</summary>
    public ContainerFileType Type { get; init; }

    /// <summary>Bytes that it takes in this layer, of a symbolic link the length of its target: 0 for what is removed, which takes its bytes in the layer below all the same.</summary>
    public long Size { get; init; }

    /// <summary>Its permission bits, with set-user-id, set-group-id and sticky; <see langword="null"/> for what is removed.</summary>
    public int? Mode { get; init; }

    /// <summary>The number of its owner; <see langword="null"/> for what is removed.</summary>
    public long? Uid { get; init; }

    /// <summary>The number of its group; <see langword="null"/> for what is removed.</summary>
    public long? Gid { get; init; }

    /// <summary>Where a link points; <see langword="null"/> for what is no link.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>When it was last written; <see langword="null"/> for what is removed.</summary>
    public DateTimeOffset? LastWriteTime { get; init; }

    /// <summary>The <see cref="ContainerImageLayer.Index"/> of its layer.</summary>
    public int LayerIndex { get; init; }

    /// <inheritdoc />
    public override string ToString() => Path;
}
