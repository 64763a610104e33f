using System.ComponentModel;

namespace ContainerTools;

/// <summary>Addresses that a network gives to its containers.</summary>
[TypeConverter(typeof(HashtableConverter))]
public sealed class ContainerNetworkPool
{
    /// <summary>All of them, as <c>10.1.0.0/16</c>.</summary>
    public string Subnet { get; init; } = "";

    /// <summary>The part that addresses are chosen from; <see langword="null"/> for all.</summary>
    public string? IPRange { get; init; }

    /// <summary>The address of the way out; <see langword="null"/> where none is set.</summary>
    public string? Gateway { get; init; }

    /// <summary>Addresses that are not given away, by what they are kept for.</summary>
    public IReadOnlyDictionary<string, string> AuxAddresses { get; init; } = new Dictionary<string, string>();

    /// <inheritdoc />
    public override string ToString() => Subnet;
}
