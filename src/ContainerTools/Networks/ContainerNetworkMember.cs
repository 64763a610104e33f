namespace ContainerTools;

/// <summary>A container on a network.</summary>
public sealed class ContainerNetworkMember
{
    /// <summary>The container's name; of what is no container of this engine, such as a swarm's load balancer, the end point's.</summary>
    public string Name { get; init; } = "";

    /// <summary>The container's id.</summary>
    public string ContainerId { get; init; } = "";

    /// <summary>The id of its place on the network.</summary>
    public string? EndpointId { get; init; }

    /// <summary>The IPv4 address.</summary>
    public string? IPAddress { get; init; }

    /// <summary>The length of the IPv4 network's prefix in bits.</summary>
    public int? PrefixLength { get; init; }

    /// <summary>The IPv6 address.</summary>
    public string? IPv6Address { get; init; }

    /// <summary>The length of the IPv6 network's prefix in bits.</summary>
    public int? IPv6PrefixLength { get; init; }

    /// <summary>The hardware address.</summary>
    public string? MacAddress { get; init; }

    /// <summary>The context that its engine was named by; <see langword="null"/> if none was.</summary>
    public string? Context { get; init; }

    /// <summary>The engine that it is on, as a URI.</summary>
    public string? EngineHost { get; init; }

    /// <inheritdoc />
    public override string ToString() => Name;
}
