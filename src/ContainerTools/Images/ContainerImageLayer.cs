using System.ComponentModel;

namespace ContainerTools;

/// <summary>
/// A layer of an image: what one instruction changed in the file system. Images that begin with the same layers keep these once
/// on an engine. What is unknown is <see langword="null"/>.
/// </summary>
[TypeConverter(typeof(HashtableConverter))]
public sealed class ContainerImageLayer
{
    /// <summary>Its place in the image: 0 is the lowest.</summary>
    public int Index { get; init; }

    /// <summary>The digest of its unpacked content, <c>sha256:…</c>; the engine's inspect answer and OCI call it diff id.</summary>
    public required string Digest { get; init; }

    /// <summary>
    /// Bytes of the files that it brings; <see langword="null"/> where the history does not tell which of several empty steps made it.
    /// <c>-IncludeFile</c> always knows.
    /// </summary>
    public long? Size { get; init; }

    /// <summary>What made it, in the builder's words; <see langword="null"/> under the same condition as <see cref="Size"/>.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>The instruction in <see cref="CreatedBy"/>, without what the builder wraps around it.</summary>
    public string? Instruction { get; init; }

    /// <summary>When it was made, as far as the image tells.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>The other images on the engine that begin with the same layers up to this one, and so share it; <see langword="null"/> for an archive.</summary>
    public IReadOnlyList<string>? SharedWith { get; init; }

    /// <summary>The paths that it adds, changes and removes, in the order of their names; <see langword="null"/> without <c>-IncludeFile</c>.</summary>
    public IReadOnlyList<ContainerImageLayerFile>? Files { get; init; }

    /// <summary>The image's name.</summary>
    public required string ImageName { get; init; }

    /// <summary>The image's id.</summary>
    public required string ImageId { get; init; }

    /// <summary>The context that the engine was named by; <see langword="null"/> if none was.</summary>
    public string? Context { get; init; }

    /// <summary>The engine, as a URI; <see langword="null"/> for an archive.</summary>
    public string? EngineHost { get; init; }

    /// <inheritdoc />
    public override string ToString() => Digest;
}
