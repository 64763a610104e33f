using System.ComponentModel;

namespace ContainerTools;

/// <summary>What a container that was run to its end did.</summary>
[TypeConverter(typeof(HashtableConverter))]
public sealed class ContainerRunResult
{
    /// <summary>The exit code of its program, as the engine tells it; <see langword="null"/> where it did not end.</summary>
    public int? ExitCode { get; init; }

    /// <summary>All of its standard output, as it came.</summary>
    public string StdOut { get; init; } = "";

    /// <summary>All of its standard error, as it came.</summary>
    public string StdErr { get; init; } = "";

    /// <summary>The lines of both outputs, in the order in which they came.</summary>
    public IReadOnlyList<ContainerOutputLine> Output { get; init; } = [];

    /// <summary>The container's name. With <c>-AutoRemove</c> there is no such container any more.</summary>
    public string? Container { get; init; }

    /// <summary>The container's id, 64 hexadecimal digits.</summary>
    public string? ContainerId { get; init; }

    /// <summary>The image that it was made from, as it was named.</summary>
    public string? Image { get; init; }

    /// <summary>How long it ran, from the start to the end of its output, seen from here.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The context that the engine was named by, if any.</summary>
    public string? Context { get; init; }

    /// <summary>The engine that it ran on.</summary>
    public string? EngineHost { get; init; }

    /// <summary>What it printed.</summary>
    /// <returns><see cref="StdOut"/> without its last line end.</returns>
    public override string ToString() => StdOut.TrimEnd('\r', '\n');
}
