using System.ComponentModel;

namespace ContainerTools;

/// <summary>What two images have in common, and what they have not.</summary>
[TypeConverter(typeof(HashtableConverter))]
public sealed class ContainerImageComparison
{
    /// <summary>The name of the image that is compared with.</summary>
    public required string ReferenceImage { get; init; }

    /// <summary>Its id.</summary>
    public required string ReferenceImageId { get; init; }

    /// <summary>The name of the image that is compared.</summary>
    public required string DifferenceImage { get; init; }

    /// <summary>Its id.</summary>
    public required string DifferenceImageId { get; init; }

    /// <summary>The digests of the layers that both have, in the reference image's order.</summary>
    public IReadOnlyList<string> CommonLayers { get; init; } = [];

    /// <summary>The digests of the layers that only the reference image has.</summary>
    public IReadOnlyList<string> ReferenceLayers { get; init; } = [];

    /// <summary>The digests of the layers that only the difference image has.</summary>
    public IReadOnlyList<string> DifferenceLayers { get; init; } = [];

    /// <summary>The paths that only the difference image has.</summary>
    public IReadOnlyList<ContainerImageFileChange> Added { get; init; } = [];

    /// <summary>The paths that both have, and have differently.</summary>
    public IReadOnlyList<ContainerImageFileChange> Changed { get; init; } = [];

    /// <summary>The paths that only the reference image has.</summary>
    public IReadOnlyList<ContainerImageFileChange> Removed { get; init; } = [];

    /// <summary>Whether the finished file systems are the same; their layers may still differ.</summary>
    public bool SameFiles => Added.Count == 0 && Changed.Count == 0 && Removed.Count == 0;

    /// <summary>How many bytes the difference image's files have more.</summary>
    public long SizeChange => Added.Concat(Changed).Concat(Removed).Sum(c => c.SizeChange);

    /// <summary>The context of the reference image's engine; <see langword="null"/> if it was not named by one.</summary>
    public string? Context { get; init; }

    /// <summary>The reference image's engine, as a URI.</summary>
    public string? EngineHost { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{ReferenceImage} => {DifferenceImage}";
}
