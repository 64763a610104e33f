using System.ComponentModel;

namespace ContainerTools;

/// <summary>What <c>Clear-ContainerHost</c> removed of one kind.</summary>
[TypeConverter(typeof(HashtableConverter))]
public sealed class ContainerPruneResult
{
    /// <summary>The kind.</summary>
    public ContainerResource Type { get; init; }

    /// <summary>How many are gone.</summary>
    public int Count => Deleted.Count;

    /// <summary>What is gone: names of containers, networks and volumes, ids of images and of parts of the build cache.</summary>
    public IReadOnlyList<string> Deleted { get; init; } = [];

    /// <summary>The references that name no image any more.</summary>
    public IReadOnlyList<string> Untagged { get; init; } = [];

    /// <summary>
    /// Bytes that were freed, by the engine's count. A layer that an image and the build cache both have is counted with the
    /// cache.
    /// </summary>
    public long SpaceReclaimed { get; init; }

    /// <summary>The context that the engine was named by; <see langword="null"/> if none was.</summary>
    public string? Context { get; init; }

    /// <summary>The engine, as a URI.</summary>
    public string? EngineHost { get; init; }

    /// <inheritdoc />
    public override string ToString() => Type.ToString();
}
