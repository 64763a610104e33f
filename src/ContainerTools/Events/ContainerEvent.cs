using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace ContainerTools;

/// <summary>
/// Something that happened on an engine. It is an <see cref="EventArgs"/>, so that PowerShell gives it to the action of
/// <c>Register-ContainerEvent</c> as <c>$EventArgs</c>.
/// </summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "It is an object of the pipeline first.")]
[TypeConverter(typeof(HashtableConverter))]
public sealed class ContainerEvent : EventArgs
{
    /// <summary>When it happened by the engine's clock, in UTC, to 100 ns (the engine notes nanoseconds).</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>What it happened to, in the engine's word: <c>container</c>, <c>image</c>, <c>network</c>, <c>volume</c>, …</summary>
    public string Type { get; init; } = "";

    /// <summary>
    /// What happened, in the engine's word: <c>start</c>, <c>die</c>, <c>pull</c>, … What the engine writes behind the word is in
    /// <see cref="Health"/> or <see cref="Command"/>.
    /// </summary>
    public string Action { get; init; } = "";

    /// <summary>
    /// The id of what it happened to; of a container 64 hexadecimal digits. A volume's is its name, and an image's the
    /// reference that was used.
    /// </summary>
    public string Id { get; init; } = "";

    /// <summary>The container's id, where it happened to a container.</summary>
    public string? ContainerId { get; init; }

    /// <summary>The name of what it happened to.</summary>
    public string? Name { get; init; }

    /// <summary>The image of a container, or the name of the image that it happened to.</summary>
    public string? Image { get; init; }

    /// <summary>The exit code of a container (<c>die</c>) or of a command in it (<c>exec_die</c>).</summary>
    public int? ExitCode { get; init; }

    /// <summary>What a container's health check says now; only of <c>health_status</c>.</summary>
    public ContainerHealth? Health { get; init; }

    /// <summary>The command that is run in a container, in one line; only of <c>exec_create</c> and <c>exec_start</c>.</summary>
    public string? Command { get; init; }

    /// <summary>All that the engine says of it: labels, the signal of a <c>kill</c>, the container that joins a network, …</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it concerns one engine (<c>local</c>) or a swarm (<c>swarm</c>).</summary>
    public string? Scope { get; init; }

    /// <summary>The context that the engine was named by, if any.</summary>
    public string? Context { get; init; }

    /// <summary>The engine that it happened on.</summary>
    public string? EngineHost { get; init; }

    /// <summary>Nanoseconds since 1970, as the engine wrote them.</summary>
    internal long TimeNano { get; init; }

    /// <summary>The action with all that the engine writes behind it.</summary>
    internal string FullAction { get; init; } = "";

    /// <inheritdoc />
    public override string ToString() => Name ?? Id;
}
