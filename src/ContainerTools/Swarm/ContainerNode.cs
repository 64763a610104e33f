using System.ComponentModel;
using System.Management.Automation;
using System.Text.Json;

namespace ContainerTools;

/// <summary>A node of a swarm: an engine on its machine.</summary>
[TypeConverter(typeof(HashtableConverter))]
public sealed class ContainerNode
{
    private const int ShortLength = 12;

    private PSObject? raw;

    /// <summary>Its id, 25 characters.</summary>
    public string Id { get; init; } = "";

    /// <summary>The first twelve characters of the id.</summary>
    public string ShortId => Id.Length > ShortLength ? Id[..ShortLength] : Id;

    /// <summary>Its machine's host name.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it does.</summary>
    public ContainerNodeRole Role { get; init; }

    /// <summary>Whether it gets tasks.</summary>
    public ContainerNodeAvailability Availability { get; init; }

    /// <summary>Whether it can be reached.</summary>
    public ContainerNodeState State { get; init; }

    /// <summary>What is said of its state.</summary>
    public string? Message { get; init; }

    /// <summary>The address that the managers know it by.</summary>
    public string? Address { get; init; }

    /// <summary>Whether it is the manager that leads.</summary>
    public bool IsLeader { get; init; }

    /// <summary>Whether the other managers reach it: <c>reachable</c>, <c>unreachable</c>; <see langword="null"/> for a worker.</summary>
    public string? ManagerReachability { get; init; }

    /// <summary>The address and port at which it manages; <see langword="null"/> for a worker.</summary>
    public string? ManagerAddress { get; init; }

    /// <summary>Its engine's version.</summary>
    public string? EngineVersion { get; init; }

    /// <summary>Its labels in the swarm.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The labels of its engine.</summary>
    public IReadOnlyDictionary<string, string> EngineLabels { get; init; } = new Dictionary<string, string>();

    /// <summary><c>linux</c> or <c>windows</c>.</summary>
    public string? OperatingSystem { get; init; }

    /// <summary>The architecture, such as <c>x86_64</c>.</summary>
    public string? Architecture { get; init; }

    /// <summary>Processors that it has.</summary>
    public double? Cpus { get; init; }

    /// <summary>Memory that it has, in bytes.</summary>
    public long? Memory { get; init; }

    /// <summary>When it joined.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When something about it changed last.</summary>
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
