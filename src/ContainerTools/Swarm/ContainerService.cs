using System.ComponentModel;
using System.Management.Automation;
using System.Text.Json;

namespace ContainerTools;

/// <summary>A service of a swarm: what its tasks are made of, and how many there are.</summary>
[TypeConverter(typeof(HashtableConverter))]
public sealed class ContainerService
{
    private const int ShortLength = 12;

    private PSObject? raw;

    /// <summary>Its id, 25 characters.</summary>
    public string Id { get; init; } = "";

    /// <summary>The first twelve characters of the id.</summary>
    public string ShortId => Id.Length > ShortLength ? Id[..ShortLength] : Id;

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The image, as it was named.</summary>
    public string Image { get; init; } = "";

    /// <summary>The digest that the image was pinned to; <see langword="null"/> where no registry knew one.</summary>
    public string? ImageDigest { get; init; }

    /// <summary>How many tasks it has.</summary>
    public ContainerServiceMode Mode { get; init; }

    /// <summary>How many tasks it should have; <see langword="null"/> for a global one.</summary>
    public int? Replicas { get; init; }

    /// <summary>How many of its tasks run; <see langword="null"/> from engines before API 1.41.</summary>
    public int? RunningTasks { get; init; }

    /// <summary>How many of its tasks should run now; <see langword="null"/> from engines before API 1.41.</summary>
    public int? DesiredTasks { get; init; }

    /// <summary>How many tasks of a job have ended well.</summary>
    public int? CompletedTasks { get; init; }

    /// <summary>The ports that it publishes.</summary>
    public IReadOnlyList<ContainerServicePort> Ports { get; init; } = [];

    /// <summary>The names of its networks.</summary>
    public IReadOnlyList<string> Networks { get; init; } = [];

    /// <summary>The names of the secrets that its tasks can read.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>The names of the configs that its tasks can read.</summary>
    public IReadOnlyList<string> Configs { get; init; } = [];

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Its containers' labels.</summary>
    public IReadOnlyDictionary<string, string> ContainerLabels { get; init; } = new Dictionary<string, string>();

    /// <summary>The program, where it is not the image's.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Its arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The environment variables that it sets.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What is mounted, in docker's syntax without its options.</summary>
    public IReadOnlyList<string> Mounts { get; init; } = [];

    /// <summary>What a node must fulfil to get its tasks.</summary>
    public IReadOnlyList<string> Constraints { get; init; } = [];

    /// <summary>What its tasks are spread over.</summary>
    public IReadOnlyList<string> PlacementPreferences { get; init; } = [];

    /// <summary>Processors that a task may use.</summary>
    public double? LimitCpu { get; init; }

    /// <summary>Bytes of memory that a task may use.</summary>
    public long? LimitMemory { get; init; }

    /// <summary>Processors that a node must have free for a task.</summary>
    public double? ReserveCpu { get; init; }

    /// <summary>Bytes of memory that a node must have free for a task.</summary>
    public long? ReserveMemory { get; init; }

    /// <summary>When a task that ended is replaced: <c>none</c>, <c>on-failure</c>, <c>any</c>.</summary>
    public string? RestartCondition { get; init; }

    /// <summary><c>vip</c> (one address) or <c>dnsrr</c> (the addresses of all tasks).</summary>
    public string? EndpointMode { get; init; }

    /// <summary>How far its last update has come; <see langword="null"/> where there was none.</summary>
    public ContainerServiceUpdate? Update { get; init; }

    /// <summary>Whether <c>Undo-ContainerService</c> can take its last update back.</summary>
    public bool HasPreviousSpec { get; init; }

    /// <summary>The stack that it belongs to, from its label.</summary>
    public string? Stack { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When it was changed last.</summary>
    public DateTimeOffset? Updated { get; init; }

    /// <summary>The number of the last change, as the managers count.</summary>
    public long? Version { get; init; }

    /// <summary>The context that the engine which was asked was named by; <see langword="null"/> if none was.</summary>
    public string? Context { get; init; }

    /// <summary>The engine that was asked, as a URI: objects go back to it.</summary>
    public string? EngineHost { get; init; }

    /// <summary>The engine's answer, untouched, as an object to walk through; only with <c>-Detailed</c>.</summary>
    public PSObject? Raw => raw ??= RawJson is { } json ? JsonConversion.ToPSObject(json) : null;

    internal JsonElement? RawJson { get; init; }

    /// <inheritdoc />
    public override string ToString() => Name;
}
