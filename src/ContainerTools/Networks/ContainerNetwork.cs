using System.ComponentModel;
using System.Management.Automation;
using System.Text.Json;

namespace ContainerTools;

/// <summary>A network of an engine, with the containers on it. What is unknown is <see langword="null"/>.</summary>
[TypeConverter(typeof(HashtableConverter))]
public sealed class ContainerNetwork
{
    private PSObject? raw;

    /// <summary>Its name. An engine can have several networks of one name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its id: 64 hexadecimal digits, of a swarm's network 25 characters.</summary>
    public string Id { get; init; } = "";

    /// <summary>The first 12 digits of the id, as docker prints it.</summary>
    public string ShortId => Id.Length > 12 ? Id[..12] : Id;

    /// <summary>The driver: <c>bridge</c>, <c>host</c>, <c>null</c>, <c>overlay</c>, <c>macvlan</c>, …</summary>
    public string Driver { get; init; } = "";

    /// <summary>How far it reaches: <c>local</c>, <c>swarm</c> or <c>global</c>.</summary>
    public string Scope { get; init; } = "";

    /// <summary>Whether it leads to no other network.</summary>
    public bool Internal { get; init; }

    /// <summary>Whether containers that are no task of a swarm's service may join this network of the swarm.</summary>
    public bool Attachable { get; init; }

    /// <summary>Whether it is a swarm's network for published ports.</summary>
    public bool Ingress { get; init; }

    /// <summary>Whether its containers get IPv6 addresses.</summary>
    public bool EnableIPv6 { get; init; }

    /// <summary>Whether its containers get IPv4 addresses; <see langword="null"/> from an engine before API version 1.48, whose networks all do.</summary>
    public bool? EnableIPv4 { get; init; }

    /// <summary>Whether it is only settings that other networks are made from.</summary>
    public bool ConfigOnly { get; init; }

    /// <summary>The network that its settings were taken from.</summary>
    public string? ConfigFrom { get; init; }

    /// <summary>The networks of addresses that containers get theirs from, as <c>10.1.0.0/16</c>.</summary>
    public IReadOnlyList<string> Subnets => [.. AddressPools.Select(pool => pool.Subnet)];

    /// <summary>The gateways, where one is set.</summary>
    public IReadOnlyList<string> Gateways => [.. AddressPools.Select(pool => pool.Gateway).OfType<string>()];

    /// <summary>The networks of addresses with all that is known of each.</summary>
    public IReadOnlyList<ContainerNetworkPool> AddressPools { get; init; } = [];

    /// <summary>The driver that hands out the addresses.</summary>
    public string? IpamDriver { get; init; }

    /// <summary>Options of the driver that hands out the addresses.</summary>
    public IReadOnlyDictionary<string, string> IpamOptions { get; init; } = new Dictionary<string, string>();

    /// <summary>Options of the driver.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>When it was made.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>Who is on it. The engine counts those that run or are paused: one that is stopped joins again when it is started.</summary>
    public IReadOnlyList<ContainerNetworkMember> Containers { get; init; } = [];

    /// <summary>The compose project that it belongs to, from its label.</summary>
    public string? Project { get; init; }

    /// <summary>Whether every engine has it, so that it cannot be removed: <c>bridge</c>, <c>host</c>, <c>none</c>, on Windows <c>nat</c>.</summary>
    public bool Predefined { get; init; }

    /// <summary>The context that its engine was named by; <see langword="null"/> if none was.</summary>
    public string? Context { get; init; }

    /// <summary>The engine that it is on, as a URI.</summary>
    public string? EngineHost { get; init; }

    /// <summary>The engine's inspect answer, untouched, as an object to walk through; only with <c>-Detailed</c>.</summary>
    public PSObject? Raw => raw ??= RawJson is { } json ? JsonConversion.ToPSObject(json) : null;

    internal JsonElement? RawJson { get; init; }

    /// <inheritdoc />
    public override string ToString() => Name;
}
