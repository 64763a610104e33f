using System.Globalization;

namespace ContainerTools.Engine.Mapping;

/// <summary>The engine's inspect answers as our networks.</summary>
internal static class NetworkMapping
{
    private static readonly HashSet<string> PredefinedNames = ["bridge", "host", "none"];

    /// <summary>Maps an inspect answer, or an item of a list, which lacks the containers; <paramref name="keepRaw"/> keeps it for <see cref="ContainerNetwork.Raw"/>.</summary>
    public static ContainerNetwork From(JsonElement json, EngineEndpoint engine, bool keepRaw = false)
    {
        var ipam = json.Child("IPAM");
        var labels = json.Dictionary("Labels");
        return new ContainerNetwork
        {
            Name = json.Text("Name"),
            Id = json.Identity("Id"),
            Driver = json.Text("Driver"),
            Scope = json.Text("Scope"),
            Internal = json.Flag("Internal") ?? false,
            Attachable = json.Flag("Attachable") ?? false,
            Ingress = json.Flag("Ingress") ?? false,
            EnableIPv6 = json.Flag("EnableIPv6") ?? false,
            EnableIPv4 = json.Flag("EnableIPv4"),
            ConfigOnly = json.Flag("ConfigOnly") ?? false,
            ConfigFrom = json.Child("ConfigFrom").TextOrNull("Network"),
            AddressPools = [.. ipam.Child("Config").Items().Where(pool => pool.TextOrNull("Subnet") is not null).Select(Pool)],
            IpamDriver = ipam.TextOrNull("Driver"),
            IpamOptions = ipam.Dictionary("Options"),
            Options = json.Dictionary("Options"),
            Labels = labels,
            Created = json.Time("Created"),
            Containers = [.. json.Child("Containers").Properties().Select(member => Member(member, engine)).OrderBy(member => member.Name, StringComparer.OrdinalIgnoreCase)],
            Project = labels.GetValueOrDefault(ContainerMapping.ProjectLabel),
            Predefined = IsPredefined(json.Text("Name"), json.Text("Driver")),
            Context = engine.Context,
            EngineHost = engine.HostText,
            RawJson = keepRaw ? json : null,
        };
    }

    /// <summary>Whether an engine makes it by itself and does not let it be removed: on Linux by name, on Windows <c>none</c> and <c>nat</c>.</summary>
    public static bool IsPredefined(string name, string? driver) => PredefinedNames.Contains(name) || (name == "nat" && driver is null or "nat");

    private static ContainerNetworkPool Pool(JsonElement json) => new()
    {
        Subnet = json.Text("Subnet"),
        IPRange = json.TextOrNull("IPRange"),
        Gateway = json.TextOrNull("Gateway"),
        AuxAddresses = json.Dictionary("AuxiliaryAddresses"),
    };

    private static ContainerNetworkMember Member(JsonProperty member, EngineEndpoint engine)
    {
        var (four, fourLength) = Address(member.Value.TextOrNull("IPv4Address"));
        var (six, sixLength) = Address(member.Value.TextOrNull("IPv6Address"));
        return new ContainerNetworkMember
        {
            ContainerId = member.Name,
            Name = member.Value.TextOrNull("Name") ?? member.Name,
            EndpointId = member.Value.TextOrNull("EndpointID"),
            IPAddress = four,
            PrefixLength = fourLength,
            IPv6Address = six,
            IPv6PrefixLength = sixLength,
            MacAddress = member.Value.TextOrNull("MacAddress"),
            Context = engine.Context,
            EngineHost = engine.HostText,
        };
    }

    /// <summary>Takes <c>10.1.0.2/16</c> apart.</summary>
    private static (string? Address, int? PrefixLength) Address(string? text)
    {
        if (text is null) return (null, null);
        var cut = text.IndexOf('/', StringComparison.Ordinal);
        return cut < 0 ? (text, null) : (text[..cut], int.TryParse(text.AsSpan(cut + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null);
    }
}
