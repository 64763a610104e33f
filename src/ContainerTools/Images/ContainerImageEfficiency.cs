using System.ComponentModel;

namespace ContainerTools;

/// <summary>
/// How well an image uses its layers. The measure is that of <see href="https://github.com/wagoodman/dive">dive</see>: for every
/// path, the bytes that it has in all layers together and the fewest that it has in one; a removed file has 0 bytes in the layer
/// that removes it, and a removed directory counts as the removal of the files in it. A directory that no layer's archive has
/// an entry of its own for is not known as one, and its removal counts as that of one path, as in dive.
/// </summary>
[TypeConverter(typeof(HashtableConverter))]
public sealed class ContainerImageEfficiency
{
    /// <summary>The sum of the paths' smallest sizes, divided by the sum of their cumulative ones: 1 where nothing is wasted.</summary>
    public double Efficiency { get; init; }

    /// <summary>The cumulative bytes of the paths that occur in two layers or more.</summary>
    public long WastedBytes { get; init; }

    /// <summary>Those paths, as far as they take bytes, the largest first.</summary>
    public IReadOnlyList<ContainerImageWastedFile> WastedFiles { get; init; } = [];

    /// <summary>Bytes of the files in all layers.</summary>
    public long Size { get; init; }

    /// <summary>Bytes of the files in the layers above the base.</summary>
    public long UserSize { get; init; }

    /// <summary>How many layers the image has.</summary>
    public int LayerCount { get; init; }

    /// <summary>How many of them, from the lowest up, were taken for the base.</summary>
    public int BaseLayerCount { get; init; }

    /// <summary>The image's name.</summary>
    public required string ImageName { get; init; }

    /// <summary>The image's id.</summary>
    public required string ImageId { get; init; }

    /// <summary>The context that the engine was named by; <see langword="null"/> if none was.</summary>
    public string? Context { get; init; }

    /// <summary>The engine, as a URI; <see langword="null"/> for an archive.</summary>
    public string? EngineHost { get; init; }

    /// <inheritdoc />
    public override string ToString() => ImageName;
}
