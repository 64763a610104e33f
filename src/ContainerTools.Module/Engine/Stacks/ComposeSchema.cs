namespace ContainerTools.Engine.Stacks;

/// <summary>The keys that a compose file may have, and what a swarm makes of them.</summary>
internal static class ComposeSchema
{
    private const string Extension = "x-";

    private static readonly string[] Top = ["version", "name", "services", "networks", "volumes", "secrets", "configs"];

    private static readonly string[] Service =
    [
        "cap_add", "cap_drop", "command", "configs", "credential_spec", "deploy", "dns", "dns_search", "entrypoint", "env_file", "environment", "extra_hosts", "healthcheck", "hostname", "image", "init",
        "isolation", "labels", "logging", "networks", "oom_score_adj", "ports", "read_only", "secrets", "stdin_open", "stop_grace_period", "stop_signal", "sysctls", "tty", "ulimits", "user", "volumes", "working_dir",
    ];

    /// <summary>Keys that mean something to an engine alone, and nothing to a swarm.</summary>
    private static readonly Dictionary<string, string> Ignored = new(StringComparer.Ordinal)
    {
        ["build"] = "a swarm runs images that are there: build it with Build-ContainerImage and publish it first",
        ["container_name"] = "the swarm names containers",
        ["expose"] = "services on the same network reach each other's ports anyway",
        ["depends_on"] = "the swarm starts services in any order",
        ["restart"] = "deploy.restart_policy says when tasks are replaced",
        ["network_mode"] = "networks names the networks",
        ["links"] = "services on the same network find each other by name",
        ["external_links"] = "services on the same network find each other by name",
        ["cgroup_parent"] = "", ["cgroupns_mode"] = "", ["devices"] = "", ["domainname"] = "", ["ipc"] = "", ["mac_address"] = "", ["pid"] = "", ["privileged"] = "", ["security_opt"] = "", ["shm_size"] = "", ["userns_mode"] = "",
        ["tmpfs"] = "volumes takes a mount of type tmpfs", ["annotations"] = "", ["attach"] = "", ["blkio_config"] = "", ["cpu_count"] = "", ["cpu_percent"] = "", ["cpu_period"] = "", ["cpus"] = "deploy.resources limits processors",
        ["develop"] = "", ["device_cgroup_rules"] = "", ["dns_opt"] = "", ["gpus"] = "deploy.resources reserves devices", ["group_add"] = "", ["mem_reservation"] = "deploy.resources reserves memory", ["mem_swappiness"] = "",
        ["oom_kill_disable"] = "", ["pids_limit"] = "deploy.resources limits processes", ["platform"] = "", ["post_start"] = "", ["pre_stop"] = "", ["profiles"] = "all services are deployed", ["provider"] = "", ["pull_policy"] = "",
        ["runtime"] = "", ["scale"] = "deploy.replicas says how many tasks there are", ["storage_opt"] = "", ["uts"] = "", ["use_api_socket"] = "", ["models"] = "",
    };

    /// <summary>Keys that would change what a service is: docker's client refuses them too.</summary>
    private static readonly Dictionary<string, string> Refused = new(StringComparer.Ordinal)
    {
        ["extends"] = "write what it has into this service, or give several files",
        ["volume_driver"] = "say the driver of a volume at the top level",
        ["volumes_from"] = "use a volume of the top level in both services",
        ["cpu_quota"] = "use deploy.resources", ["cpu_shares"] = "use deploy.resources", ["cpuset"] = "use deploy.resources", ["mem_limit"] = "use deploy.resources", ["memswap_limit"] = "use deploy.resources",
    };

    private static readonly Dictionary<string, string[]> Parts = new(StringComparer.Ordinal)
    {
        ["deploy"] = ["endpoint_mode", "labels", "mode", "placement", "replicas", "resources", "restart_policy", "rollback_config", "update_config"],
        ["healthcheck"] = ["disable", "interval", "retries", "start_interval", "start_period", "test", "timeout"],
        ["logging"] = ["driver", "options"],
        ["credential_spec"] = ["config", "file", "registry"],
        ["deploy.placement"] = ["constraints", "max_replicas_per_node", "preferences"],
        ["deploy.restart_policy"] = ["condition", "delay", "max_attempts", "window"],
        ["deploy.update_config"] = ["delay", "failure_action", "max_failure_ratio", "monitor", "order", "parallelism"],
        ["deploy.rollback_config"] = ["delay", "failure_action", "max_failure_ratio", "monitor", "order", "parallelism"],
        ["deploy.resources"] = ["limits", "reservations"],
        ["deploy.resources.limits"] = ["cpus", "memory", "pids"],
        ["deploy.resources.reservations"] = ["cpus", "memory", "generic_resources"],
    };

    private static readonly Dictionary<string, string[]> Sections = new(StringComparer.Ordinal)
    {
        ["networks"] = ["attachable", "driver", "driver_opts", "external", "internal", "ipam", "labels", "name"],
        ["volumes"] = ["driver", "driver_opts", "external", "labels", "name"],
        ["secrets"] = ["driver", "driver_opts", "external", "file", "labels", "name", "template_driver", "environment"],
        ["configs"] = ["external", "file", "labels", "name", "template_driver", "content", "environment"],
    };

    /// <summary>Checks a file's keys.</summary>
    /// <param name="ignored">Is told of a key that a swarm cannot honour: where it stands, its name, and what to do.</param>
    /// <exception cref="EngineException">A key is unknown, or refused.</exception>
    public static void Check(ComposeMap file, Action<ComposePlace, string, string> ignored)
    {
        Check(file, Top, "a compose file", "", ignored);
        foreach (var (name, node) in Items(file, "services"))
        {
            if (node is null) throw file["services"]!.Map("services").PlaceOf(name).Refuse($"The service '{name}' says nothing.");
            Check(node, Service, "a service", $"services.{name}.", ignored);
            foreach (var (part, keys) in Parts)
            {
                if (Find(node, part) is { } map) Check(map, keys, part, $"services.{name}.{part}.", ignored);
            }
            ComposeItems.CheckService(node, $"services.{name}.", (item, keys, engineOnly, what, path) => CheckItem(item, keys, engineOnly, what, path, ignored));
        }
        foreach (var (section, keys) in Sections)
        {
            foreach (var (name, node) in Items(file, section))
            {
                if (node is null) continue;
                Check(node, keys, $"one of the {section}", $"{section}.{name}.", ignored);
                if (section == "networks") ComposeItems.CheckNetwork(node, $"networks.{name}.", (item, known, engineOnly, what, path) => CheckItem(item, known, engineOnly, what, path, ignored));
            }
        }
    }

    /// <summary>The items of a section, each a mapping or nothing.</summary>
    public static IEnumerable<(string Name, ComposeMap? Node)> Items(ComposeMap file, string section) =>
        file[section]?.Map(section).Items.Select(item => (item.Key, item.Value is ComposeScalar { Value: null } ? null : item.Value.Map($"'{item.Key}'"))) ?? [];

    private static void Check(ComposeMap map, string[] known, string what, string path, Action<ComposePlace, string, string> ignored)
    {
        foreach (var key in map.Items.Keys)
        {
            if (known.Contains(key) || key.StartsWith(Extension, StringComparison.Ordinal)) continue;
            var place = map.PlaceOf(key);
            if (known == Service && Refused.TryGetValue(key, out var instead)) throw place.Refuse($"'{key}' is not possible in a swarm: {instead}.");
            if (known == Service && Ignored.TryGetValue(key, out var why)) ignored(place, path + key, why);
            else if (path.EndsWith("reservations.", StringComparison.Ordinal) && key == "devices") ignored(place, path + key, "generic_resources names what a node must have");
            else throw place.Refuse($"'{key}' is not a key of {what}. Known ones: {string.Join(", ", known)}.");
        }
    }

    private static void CheckItem(ComposeMap item, string[] known, string[] engineOnly, string what, string path, Action<ComposePlace, string, string> ignored)
    {
        foreach (var key in item.Items.Keys.Where(key => !known.Contains(key) && !key.StartsWith(Extension, StringComparison.Ordinal)))
        {
            if (!engineOnly.Contains(key)) throw item.PlaceOf(key).Refuse($"'{key}' is not a key of {what}. Known ones: {string.Join(", ", known)}.");
            ignored(item.PlaceOf(key), path + key, "");
        }
    }

    private static ComposeMap? Find(ComposeMap node, string path)
    {
        var current = node;
        foreach (var word in path.Split('.'))
        {
            if (current[word] is not { } next) return null;
            current = next.Map(word);
        }
        return current;
    }
}
