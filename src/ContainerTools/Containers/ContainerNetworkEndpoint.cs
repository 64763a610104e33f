using System.ComponentModel;

namespace ContainerTools;

/// <summary>A container's place on a network.</summary>
[TypeConverter(typeof(HashtableConverter))]
public sealed class ContainerNetworkEndpoint
{
    /// <summary>The network's name.</summary>
    public string Network { get; init; } = "";

    /// <summary>The network's id, or <see langword="null"/> while the container has not been started on it.</summary>
    public string? NetworkId { get; init; }

    /// <summary>The IPv4 address, or <see langword="null"/> while the container does not run.</summary>
    public string? IPAddress { get; init; }

    /// <summary>The length of the IPv4 network's prefix in bits.</summary>
    public int? PrefixLength { get; init; }

    /// <summary>The IPv4 gateway.</summary>
    public string? Gateway { get; init; }

    /// <summary>The global IPv6 address.</summary>
    public string? IPv6Address { get; init; }

    /// <summary>The hardware address.</summary>
    public string? MacAddress { get; init; }

    /// <summary>Names other than the container's own by which others on the network find it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <inheritdoc />
    public override string ToString() => Network;
}
