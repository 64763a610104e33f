using System.ComponentModel;
using System.Globalization;

namespace ContainerTools;

/// <summary>
/// A process of a container, as <c>ps</c> on the engine's host sees it. Which of the typed columns are filled depends on what
/// <c>ps</c> was asked for; <see cref="Columns"/> has everything as it was printed.
/// </summary>
[TypeConverter(typeof(HashtableConverter))]
public sealed class ContainerProcess
{
    /// <summary>The container's name.</summary>
    public required string ContainerName { get; init; }

    /// <summary>The container's id, 64 hexadecimal digits.</summary>
    public required string ContainerId { get; init; }

    /// <summary>The process id on the engine's host, which is not the one inside the container.</summary>
    public int ProcessId { get; init; }

    /// <summary>The parent's process id on the engine's host.</summary>
    public int? ParentProcessId { get; init; }

    /// <summary>The user, by the names of the engine's host.</summary>
    public string? User { get; init; }

    /// <summary>Processor time over the process's whole life, in percent of one processor (columns <c>C</c> and <c>%CPU</c>).</summary>
    public double? CpuPercent { get; init; }

    /// <summary>Resident memory in percent of the host's (column <c>%MEM</c>).</summary>
    public double? MemoryPercent { get; init; }

    /// <summary>Bytes of resident memory (column <c>RSS</c>, which <c>ps</c> prints in KiB).</summary>
    public long? WorkingSet { get; init; }

    /// <summary>Bytes of address space (column <c>VSZ</c>, which <c>ps</c> prints in KiB).</summary>
    public long? VirtualMemory { get; init; }

    /// <summary>The state in the letters of <c>ps</c> (columns <c>S</c> and <c>STAT</c>).</summary>
    public string? State { get; init; }

    /// <summary>The terminal, or <see langword="null"/> for none.</summary>
    public string? Terminal { get; init; }

    /// <summary>When it was started, in the words of <c>ps</c>: a time of day, a date or a year, in the host's time zone.</summary>
    public string? Started { get; init; }

    /// <summary>Processor time used so far (column <c>TIME</c>).</summary>
    public TimeSpan? CpuTime { get; init; }

    /// <summary>The program and its arguments, or its name alone where <c>ps</c> was asked for that.</summary>
    public string? Command { get; init; }

    /// <summary>All columns, under the titles that <c>ps</c> gave them.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>The context that the container's engine was named by, if any.</summary>
    public string? Context { get; init; }

    /// <summary>The engine that the container is on.</summary>
    public string? EngineHost { get; init; }

    /// <summary>The process id and the command.</summary>
    /// <returns>Such as <c>4711 nginx: worker process</c>.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ProcessId} {Command}").TrimEnd();
}
