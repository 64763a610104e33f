namespace ContainerTools;

/// <summary>A path in which two images differ.</summary>
public sealed class ContainerImageFileChange
{
    /// <summary>The path in the images.</summary>
    public required string Path { get; init; }

    /// <summary>Whether only the difference image has it, both have it differently, or only the reference image has it.</summary>
    public ContainerChangeKind Kind { get; init; }

    /// <summary>What it is in the difference image; for what is removed, what it is in the reference image.</summary>
    public ContainerFileType Type { get; init; }

    /// <summary>Its bytes in the reference image; <see langword="null"/> where it is not there.</summary>
    public long? ReferenceSize { get; init; }

    /// <summary>Its bytes in the difference image; <see langword="null"/> where it is not there.</summary>
    public long? DifferenceSize { get; init; }

    /// <summary>How many bytes the difference image has more in this path.</summary>
    public long SizeChange => (DifferenceSize ?? 0) - (ReferenceSize ?? 0);

    /// <summary>In what a changed path differs.</summary>
    public ContainerFileDifferences Differences { get; init; }

    /// <inheritdoc />
    public override string ToString() => Path;
}
