using System.ComponentModel;

namespace ContainerTools;

/// <summary>What a wait for a container ended with.</summary>
[TypeConverter(typeof(HashtableConverter))]
public sealed class ContainerWaitResult
{
    /// <summary>The container's name.</summary>
    public required string ContainerName { get; init; }

    /// <summary>The container's id, 64 hexadecimal digits.</summary>
    public required string ContainerId { get; init; }

    /// <summary>The condition that was waited for, and has come; <see langword="null"/> where none was.</summary>
    public ContainerWaitCondition? Condition { get; init; }

    /// <summary>
    /// The exit code of the container's main process, as the engine gives it. <see langword="null"/> where it has not run, where
    /// its end was not waited for, and where the container had gone already.
    /// </summary>
    public int? ExitCode { get; init; }

    /// <summary>For each pattern of <c>-LogPattern</c> the first line that fits it.</summary>
    public IReadOnlyList<ContainerLogEntry> LogEntry { get; init; } = [];

    /// <summary>The ports of <c>-Port</c> that accept connections.</summary>
    public IReadOnlyList<int> Port { get; init; } = [];

    /// <summary>The paths of <c>-Path</c> that are there.</summary>
    public IReadOnlyList<string> Path { get; init; } = [];

    /// <summary>How long the wait took, from finding the container on.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The context that the container's engine was named by, if any.</summary>
    public string? Context { get; init; }

    /// <summary>The engine that the container is, or was, on.</summary>
    public string? EngineHost { get; init; }

    /// <inheritdoc />
    public override string ToString() => ContainerName;
}
