using System.ComponentModel;

namespace ContainerTools;

/// <summary>A step of a build: an instruction of the Dockerfile, or work that the builder adds to it.</summary>
[TypeConverter(typeof(HashtableConverter))]
public sealed class ContainerBuildStep
{
    /// <summary>What it does, as the builder calls it: <c>[2/3] RUN make</c>.</summary>
    public required string Name { get; init; }

    /// <summary>BuildKit's digest of the step and all that it stands on; <see langword="null"/> from the classic builder.</summary>
    public string? Digest { get; init; }

    /// <summary>When it began; <see langword="null"/> if it never did. The engine's clock with BuildKit, this computer's with the classic builder.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended; <see langword="null"/> if it never did.</summary>
    public DateTimeOffset? Completed { get; init; }

    /// <summary>How long it worked, pauses left out; <see langword="null"/> if it never ended.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Whether an earlier build had done it already.</summary>
    public bool Cached { get; init; }

    /// <summary>Why it failed; <see langword="null"/> if it did not.</summary>
    public string? Error { get; init; }

    /// <summary>The exit code of its program, where that was why it failed.</summary>
    public int? ExitCode { get; init; }

    /// <summary>What its program wrote, standard output and error in the order in which they came. Of more than 10,000 lines, the last.</summary>
    public IReadOnlyList<string> Log { get; init; } = [];

    /// <inheritdoc />
    public override string ToString() => Name;
}
