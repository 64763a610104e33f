using System.ComponentModel;

namespace ContainerTools;

/// <summary>A step in the making of an image. Those that only set something left no layer.</summary>
[TypeConverter(typeof(HashtableConverter))]
public sealed class ContainerImageHistoryEntry
{
    /// <summary>The id of the image that the step ended in; <see langword="null"/> where it is not on this engine.</summary>
    public string? Id { get; init; }

    /// <summary>The first 12 digits of <see cref="Id"/>.</summary>
    public string? ShortId => Id is null ? null : Id[(Id.IndexOf(':', StringComparison.Ordinal) + 1)..] is { Length: > 12 } digits ? digits[..12] : Id;

    /// <summary>When the step ran; <see langword="null"/> where its maker did not say.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>What ran, in the builder's words.</summary>
    public string CreatedBy { get; init; } = "";

    /// <summary>The instruction in <see cref="CreatedBy"/>, without what the builder wraps around it.</summary>
    public string Instruction { get; init; } = "";

    /// <summary>Bytes of the files that the step brought.</summary>
    public long Size { get; init; }

    /// <summary>What was noted with the step.</summary>
    public string Comment { get; init; } = "";

    /// <summary>The names of the image that the step ended in.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The image's name.</summary>
    public required string ImageName { get; init; }

    /// <summary>The image's id.</summary>
    public required string ImageId { get; init; }

    /// <summary>The context that the engine was named by; <see langword="null"/> if none was.</summary>
    public string? Context { get; init; }

    /// <summary>The engine, as a URI.</summary>
    public string? EngineHost { get; init; }

    /// <inheritdoc />
    public override string ToString() => Instruction.Length > 0 ? Instruction : Comment;
}
