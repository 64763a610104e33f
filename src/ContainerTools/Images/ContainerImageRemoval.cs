using System.ComponentModel;

namespace ContainerTools;

/// <summary>What removing an image did: a name may only be taken away while others, and the image, stay.</summary>
[TypeConverter(typeof(HashtableConverter))]
public sealed class ContainerImageRemoval
{
    /// <summary>What was asked to be removed: the reference, or the image's name.</summary>
    public string Image { get; init; } = "";

    /// <summary>The id of the image that it named.</summary>
    public string ImageId { get; init; } = "";

    /// <summary>The references that name nothing any more.</summary>
    public IReadOnlyList<string> Untagged { get; init; } = [];

    /// <summary>The ids of the images that are gone, parents without a use of their own included.</summary>
    public IReadOnlyList<string> Deleted { get; init; } = [];

    /// <summary>The context that the engine was named by; <see langword="null"/> if none was.</summary>
    public string? Context { get; init; }

    /// <summary>The engine, as a URI.</summary>
    public string? EngineHost { get; init; }

    /// <inheritdoc />
    public override string ToString() => Image;
}
