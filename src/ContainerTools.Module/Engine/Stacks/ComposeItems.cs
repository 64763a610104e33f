namespace ContainerTools.Engine.Stacks;

/// <summary>The keys that the items of lists and mappings in a compose file may have.</summary>
internal static class ComposeItems
{
    /// <summary>What a swarm makes of the items at a place.</summary>
    /// <param name="Path">Their place in a service, or in one of a section; the last word names the list or mapping of items, or a single mapping.</param>
    /// <param name="Known">Their keys.</param>
    /// <param name="Ignored">Keys that only an engine honours.</param>
    private sealed record Kind(string Path, string[] Known, params string[] Ignored);

    private static readonly Kind[] OfService =
    [
        new("ports.*", ["mode", "protocol", "published", "target"], "app_protocol", "host_ip", "name"),
        new("secrets.*", ["gid", "mode", "source", "target", "uid"]),
        new("configs.*", ["gid", "mode", "source", "target", "uid"]),
        new("networks.*", ["aliases", "driver_opts"], "gw_priority", "interface_name", "ipv4_address", "ipv6_address", "link_local_ips", "mac_address", "priority"),
        new("volumes.*", ["bind", "consistency", "image", "read_only", "source", "target", "tmpfs", "type", "volume"]),
        new("volumes.*.bind", ["propagation"], "create_host_path", "recursive", "selinux"),
        new("volumes.*.volume", ["nocopy", "subpath"], "labels"),
        new("volumes.*.tmpfs", ["size"], "mode"),
        new("volumes.*.image", ["subpath"]),
        new("ulimits.*", ["hard", "soft"]),
        new("deploy.placement.preferences.*", ["spread"]),
        new("deploy.resources.reservations.generic_resources.*", ["discrete_resource_spec"]),
        new("deploy.resources.reservations.generic_resources.*.discrete_resource_spec", ["kind", "value"]),
    ];

    private static readonly Kind[] OfNetwork =
    [
        new("ipam", ["config", "driver"], "options"),
        new("ipam.config.*", ["subnet"], "aux_addresses", "gateway", "ip_range"),
    ];

    /// <summary>Checks the keys of a service's items.</summary>
    /// <param name="path">The path of the service, with a dot at its end.</param>
    /// <param name="check">Checks one: the item, its known and its ignored keys, what it is, and its path.</param>
    public static void CheckService(ComposeMap service, string path, Action<ComposeMap, string[], string[], string, string> check) => Check(service, OfService, path, check);

    /// <summary>The same for one of the networks of the top level.</summary>
    public static void CheckNetwork(ComposeMap network, string path, Action<ComposeMap, string[], string[], string, string> check) => Check(network, OfNetwork, path, check);

    private static void Check(ComposeMap map, Kind[] kinds, string path, Action<ComposeMap, string[], string[], string, string> check)
    {
        foreach (var kind in kinds)
        {
            var what = "one of " + path.TrimEnd('.') + "." + kind.Path.Replace(".*", "", StringComparison.Ordinal);
            foreach (var item in Find([map], kind.Path.Split('.'))) check(item, kind.Known, kind.Ignored, what, path + kind.Path.Replace(".*", "", StringComparison.Ordinal) + ".");
        }
    }

    /// <summary>The mappings at a place; an item that is written in another way is not one of them.</summary>
    private static IEnumerable<ComposeMap> Find(IEnumerable<ComposeNode> nodes, string[] words)
    {
        foreach (var word in words)
        {
            nodes = word == "*"
                ? nodes.SelectMany(node => node switch { ComposeList list => list.Items, ComposeMap map => map.Items.Values, _ => [] })
                : nodes.OfType<ComposeMap>().Select(map => map[word]).OfType<ComposeNode>();
        }
        return nodes.OfType<ComposeMap>();
    }
}
