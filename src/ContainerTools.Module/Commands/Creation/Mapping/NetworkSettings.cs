using Model = Docker.DotNet.Models;

namespace ContainerTools.Commands;

/// <summary>Networks, names and ports.</summary>
internal static class NetworkSettings
{
    private const string Default = "default";

    public static void Apply(ContainerCreationCommand command, Model.CreateContainerParameters parameters)
    {
        var host = parameters.HostConfig!;
        host.NetworkMode = command.Network.Length == 0 ? Default : command.Network[0].Name;
        host.DNS = command.Dns;
        host.DNSOptions = command.DnsOption;
        host.DNSSearch = command.DnsSearch;
        host.Links = CreationMapping.ListOrNull(command.Link);
        host.ExtraHosts = CreationMapping.ListOrNull(command.AddHost.Select(entry => entry.ToString()));
        host.PublishAllPorts = command.PublishAll;
        host.PortBindings = Bindings(command.Publish);
        parameters.ExposedPorts = Exposed(command);
        parameters.NetworkingConfig = new Model.NetworkingConfig { EndpointsConfig = Endpoints(command) };
    }

    private static Dictionary<string, IList<Model.PortBinding>> Bindings(IEnumerable<PortMapping> mappings) => mappings
        .GroupBy(Key, StringComparer.Ordinal)
        .ToDictionary(
            group => group.Key,
            IList<Model.PortBinding> (group) => [.. group.Select(mapping => new Model.PortBinding { HostIP = mapping.HostIP ?? "", HostPort = mapping.HostPortText() })],
            StringComparer.Ordinal);

    private static Dictionary<string, Model.EmptyStruct>? Exposed(ContainerCreationCommand command)
    {
        var ports = command.Publish.Select(Key).Concat(command.Expose.Select(port => port.ToString())).Distinct(StringComparer.Ordinal);
        var result = ports.ToDictionary(port => port, _ => default(Model.EmptyStruct), StringComparer.Ordinal);
        return result.Count == 0 ? null : result;
    }

    private static string Key(PortMapping mapping) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{mapping.ContainerPort}/{mapping.Protocol}");

    private static Dictionary<string, Model.EndpointSettings> Endpoints(ContainerCreationCommand command)
    {
        var result = new Dictionary<string, Model.EndpointSettings>(StringComparer.Ordinal);
        var linksByNetwork = command.Link.Length > 0 && command.Network is [{ IsUserDefined: true }, ..];
        var hasOwn = command.NetworkAlias.Length + command.IPAddress.Length + command.LinkLocalIPAddress.Length > 0 || command.MacAddress is not null || linksByNetwork;
        if (command.Network.Length == 0 && hasOwn) result[Default] = Endpoint(null, command);
        for (var i = 0; i < command.Network.Length; i++)
        {
            var network = command.Network[i];
            // A single network of which nothing more is said is the network mode alone, as every engine knows it.
            if (command.Network.Length == 1 && network.IsNameOnly && !hasOwn) continue;
            result[network.Name] = Endpoint(network, i == 0 ? command : null);
        }
        return result;
    }

    /// <summary>An end point; the parameters without a network are about the first.</summary>
    private static Model.EndpointSettings Endpoint(NetworkAttachment? network, ContainerCreationCommand? own)
    {
        var four = own?.IPAddress.FirstOrDefault(IPText.IsV4) ?? network?.IPAddress;
        var six = own?.IPAddress.FirstOrDefault(IPText.IsV6) ?? network?.IPv6Address;
        var linkLocal = own is { LinkLocalIPAddress.Length: > 0 } ? own.LinkLocalIPAddress : network?.LinkLocalIPAddresses ?? [];
        return new Model.EndpointSettings
        {
            Aliases = CreationMapping.ListOrNull((own?.NetworkAlias ?? []).Concat(network?.Aliases ?? [])),
            DriverOpts = network is { DriverOptions.Count: > 0 } ? new Dictionary<string, string>(network.DriverOptions) : null!,
            // On a network that was made a link is another name there; on the default one it is a link of old, which is no matter of the network.
            Links = CreationMapping.ListOrNull(network is { IsUserDefined: true } ? own?.Link ?? [] : []),
            MacAddress = own?.MacAddress ?? network?.MacAddress ?? "",
            GwPriority = network?.GatewayPriority ?? 0,
            IPAMConfig = four is null && six is null && linkLocal.Count == 0 ? null : new Model.EndpointIPAMConfig
            {
                IPv4Address = four ?? "",
                IPv6Address = six ?? "",
                LinkLocalIPs = CreationMapping.ListOrNull(linkLocal),
            },
        };
    }
}
