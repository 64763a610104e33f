using System.ComponentModel;

namespace ContainerTools;

/// <summary>What a command in a container did.</summary>
[TypeConverter(typeof(HashtableConverter))]
public sealed class ContainerExecResult
{
    /// <summary>The command's exit code, as the engine tells it; <see langword="null"/> while it runs.</summary>
    public int? ExitCode { get; init; }

    /// <summary>All of its standard output, as it came; empty when that went to a file.</summary>
    public string StdOut { get; init; } = "";

    /// <summary>All of its standard error, as it came.</summary>
    public string StdErr { get; init; } = "";

    /// <summary>The lines of both outputs, in the order in which they came.</summary>
    public IReadOnlyList<ContainerOutputLine> Output { get; init; } = [];

    /// <summary>The container's name.</summary>
    public string? Container { get; init; }

    /// <summary>The container's id, 64 hexadecimal digits.</summary>
    public string? ContainerId { get; init; }

    /// <summary>The command and its arguments.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>The engine's id of this execution.</summary>
    public string? ExecId { get; init; }

    /// <summary>How long it took, seen from here.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The context that the container's engine was named by, if any.</summary>
    public string? Context { get; init; }

    /// <summary>The engine that the container is on.</summary>
    public string? EngineHost { get; init; }

    /// <summary>What it printed.</summary>
    /// <returns><see cref="StdOut"/> without its last line end.</returns>
    public override string ToString() => StdOut.TrimEnd('\r', '\n');
}
