namespace ContainerTools;

/// <summary>A path that takes bytes in an image more than once, or that a later layer removes again.</summary>
public sealed class ContainerImageWastedFile
{
    /// <summary>The path in the image.</summary>
    public required string Path { get; init; }

    /// <summary>Bytes that it takes over all layers together.</summary>
    public long CumulativeSize { get; init; }

    /// <summary>The fewest bytes that it has in a layer: 0 where one removes it.</summary>
    public long SmallestSize { get; init; }

    /// <summary>In how many layers it occurs, the one that removes it included.</summary>
    public int LayerCount { get; init; }

    /// <summary>Whether it is gone in the finished image.</summary>
    public bool IsRemoved { get; init; }

    /// <inheritdoc />
    public override string ToString() => Path;
}
