using System.ComponentModel;
using System.Management.Automation;
using System.Text.Json;

namespace ContainerTools;

/// <summary>A task of a service: one container on one node, or what became of it.</summary>
[TypeConverter(typeof(HashtableConverter))]
public sealed class ContainerTask
{
    private const int ShortLength = 12;

    private PSObject? raw;

    /// <summary>Its id, 25 characters.</summary>
    public string Id { get; init; } = "";

    /// <summary>The first twelve characters of the id.</summary>
    public string ShortId => Id.Length > ShortLength ? Id[..ShortLength] : Id;

    /// <summary>The service's name and the number of its place, or the node's id.</summary>
    public string Name { get; init; } = "";

    /// <summary>The number of its place in the service; <see langword="null"/> for a global service.</summary>
    public int? Slot { get; init; }

    /// <summary>Its service's name.</summary>
    public string? Service { get; init; }

    /// <summary>Its service's id.</summary>
    public string ServiceId { get; init; } = "";

    /// <summary>Its node's name; <see langword="null"/> where it has none yet.</summary>
    public string? Node { get; init; }

    /// <summary>Its node's id.</summary>
    public string? NodeId { get; init; }

    /// <summary>The image of its container.</summary>
    public string Image { get; init; } = "";

    /// <summary>What it should be.</summary>
    public ContainerTaskState DesiredState { get; init; }

    /// <summary>What it is.</summary>
    public ContainerTaskState State { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset? StateSince { get; init; }

    /// <summary>What its node says of it.</summary>
    public string? Message { get; init; }

    /// <summary>Why it failed or cannot begin.</summary>
    public string? Error { get; init; }

    /// <summary>Its container's exit code; <see langword="null"/> while it runs.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The container that it became, on its own node; <see langword="null"/> before.</summary>
    public string? ContainerId { get; init; }

    /// <summary>The process of its container on its own node; <see langword="null"/> when there is none.</summary>
    public long? ProcessId { get; init; }

    /// <summary>The ports of its node that lead to it, where they are published in host mode.</summary>
    public IReadOnlyList<ContainerServicePort> Ports { get; init; } = [];

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The stack that it belongs to.</summary>
    public string? Stack { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When something about it changed last.</summary>
    public DateTimeOffset? Updated { get; init; }

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
