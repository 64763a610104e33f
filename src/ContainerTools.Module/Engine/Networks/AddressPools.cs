using System.Text.Json.Nodes;

namespace ContainerTools.Engine;

/// <summary>
/// Subnets, with the ranges, gateways and reserved addresses that were given apart from them: each belongs to the subnet that
/// it lies in, as with docker's own options.
/// </summary>
internal static class AddressPools
{
    /// <returns>The request's <c>IPAM.Config</c>.</returns>
    /// <exception cref="FormatException">Something is no address, lies in no subnet, or is there twice for one.</exception>
    public static JsonArray Build(IEnumerable<string> subnets, IEnumerable<string> ranges, IEnumerable<string> gateways, IEnumerable<string> auxAddresses)
    {
        var pools = new List<(AddressPrefix Subnet, JsonObject Json)>();
        foreach (var subnet in subnets.Select(AddressPrefix.Parse))
        {
            if (pools.Find(pool => pool.Subnet.Contains(subnet) || subnet.Contains(pool.Subnet)).Subnet is { } other)
            {
                throw new FormatException($"The subnets {other.Text} and {subnet.Text} overlap.");
            }
            pools.Add((subnet, new JsonObject { ["Subnet"] = subnet.Text }));
        }
        foreach (var range in ranges) Set("IPRange", "range", range, subnet => subnet.Contains(AddressPrefix.Parse(range)));
        foreach (var gateway in gateways) Set("Gateway", "gateway", gateway, subnet => subnet.Contains(gateway));
        foreach (var pair in auxAddresses)
        {
            var cut = pair.IndexOf('=', StringComparison.Ordinal);
            var (name, address) = (pair[..cut], pair[(cut + 1)..]);
            var pool = Find("reserved address", address, subnet => subnet.Contains(address));
            if (pool["AuxiliaryAddresses"] is not JsonObject reserved) pool["AuxiliaryAddresses"] = reserved = [];
            reserved[name] = address;
        }
        return [.. pools.Select(pool => (JsonNode)pool.Json)];

        void Set(string property, string kind, string value, Func<AddressPrefix, bool> isIn)
        {
            var pool = Find(kind, value, isIn);
            if (pool[property] is { } there) throw new FormatException($"The subnet {pool["Subnet"]} has two {kind}s, {there} and {value}, and can have one.");
            pool[property] = value;
        }

        JsonObject Find(string kind, string value, Func<AddressPrefix, bool> isIn) =>
            pools.Find(pool => isIn(pool.Subnet)).Json ?? throw new FormatException($"The {kind} {value} lies in none of the subnets that were given{(pools.Count == 0 ? ": give one with -Subnet" : "")}.");
    }
}
