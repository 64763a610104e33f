using System.Text.Json.Nodes;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.Engine.Stacks;

/// <summary>A service of a compose file as the specification that docker's client makes of it (its convert/service.go).</summary>
internal static class StackServiceSpec
{
    /// <summary>Makes the specification; networks, secrets and configs are in it by name.</summary>
    /// <exception cref="EngineException">Something in the file is not what it should be.</exception>
    public static JsonObject From(StackName stack, string name, ComposeMap service, ComposeMap file)
    {
        var deploy = service["deploy"]?.Map("deploy") ?? new ComposeMap(service.Place, new Dictionary<string, ComposeNode>());
        var image = service["image"] is { } node ? node.Parse(node.Text("image"), CheckedImage) : throw service.Place.Refuse($"The service '{name}' has no image.");
        var spec = new JsonObject { ["Name"] = stack.Of(name), ["Labels"] = StackParts.Labels(stack, deploy["labels"]), ["Mode"] = Mode(deploy) };
        spec.Part("Labels")[StackLabels.Image] = image;
        var task = spec.Part("TaskTemplate");
        var container = task.Part("ContainerSpec");
        container["Image"] = image;
        StackProcessSpec.Apply(stack, service, container, file);
        container["Mounts"] = Array(service["volumes"], volume => StackMount.From(stack, volume.Map("a volume"), file));
        container["Secrets"] = StackParts.Files(stack, service, file, "secrets");
        container["Configs"] = StackParts.Files(stack, service, file, "configs");
        if (service["logging"]?.Map("logging") is { } logging)
        {
            var driver = task.Part("LogDriver");
            if (logging["driver"] is { } log) driver["Name"] = log.Text("logging.driver");
            if (logging["options"] is { } options) driver["Options"] = StackParts.Map(options);
        }
        Resources(deploy["resources"]?.Map("deploy.resources"), task);
        if (deploy["restart_policy"]?.Map("deploy.restart_policy") is { } restart) task["RestartPolicy"] = Restart(restart);
        if (deploy["placement"]?.Map("deploy.placement") is { } placement) task["Placement"] = Placement(placement);
        task["Networks"] = Networks(stack, name, service, file);
        if (deploy["update_config"]?.Map("deploy.update_config") is { } update) spec["UpdateConfig"] = Update(update);
        if (deploy["rollback_config"]?.Map("deploy.rollback_config") is { } rollback) spec["RollbackConfig"] = Update(rollback);
        var endpoint = spec.Part("EndpointSpec");
        if (deploy["endpoint_mode"] is { } mode) endpoint["Mode"] = mode.Text("deploy.endpoint_mode").ToLowerInvariant();
        endpoint["Ports"] = new JsonArray([.. Array(service["ports"], Port).OrderBy(port => (long)port!["TargetPort"]!).ThenBy(port => (long?)port!["PublishedPort"] ?? 0).Select(port => port!.DeepClone())]);
        return spec;
    }

    private static string CheckedImage(string text) => ImageReference.TryParse(text, out _) || ContainerImageReference.IsId(text) ? text : throw new FormatException($"'{text}' is not a reference to an image.");

    private static JsonObject Mode(ComposeMap deploy)
    {
        var replicas = deploy["replicas"]?.Whole("deploy.replicas");
        var mode = deploy["mode"]?.Text("deploy.mode") ?? "replicated";
        switch (mode)
        {
            case "replicated": return new JsonObject { ["Replicated"] = new JsonObject { ["Replicas"] = replicas ?? 1 } };
            case "replicated-job": return new JsonObject { ["ReplicatedJob"] = new JsonObject { ["MaxConcurrent"] = replicas ?? 1, ["TotalCompletions"] = replicas ?? 1 } };
            case "global" or "global-job":
                if (replicas is not null) throw deploy.PlaceOf("replicas").Refuse($"replicas does not go with the mode {mode}: there is a task on every node that fits.");
                return new JsonObject { [mode == "global" ? "Global" : "GlobalJob"] = new JsonObject() };
            default: throw deploy["mode"]!.Place.Refuse($"'{mode}' is not a mode. Expected replicated, global, replicated-job or global-job.");
        }
    }

    private static void Resources(ComposeMap? resources, JsonObject task)
    {
        foreach (var (key, name) in new[] { ("limits", "Limits"), ("reservations", "Reservations") })
        {
            if (resources?[key]?.Map(key) is not { } part) continue;
            var json = task.Part("Resources").Part(name);
            if (part["cpus"] is { } cpus) json["NanoCPUs"] = cpus.Parse(cpus.Text("cpus"), CpuCount.Parse);
            if (part["memory"] is { } memory) json["MemoryBytes"] = memory.Parse(memory.Text("memory"), ByteSize.Parse);
            if (part["pids"] is { } pids) json["Pids"] = pids.Whole("pids");
            if (part["generic_resources"] is not null)
            {
                json["GenericResources"] = Array(part["generic_resources"], item =>
                {
                    var kind = item.Map("a generic resource")["discrete_resource_spec"]?.Map("discrete_resource_spec") ?? throw item.Place.Refuse("A generic resource has no discrete_resource_spec.");
                    return new JsonObject { ["DiscreteResourceSpec"] = new JsonObject { ["Kind"] = kind["kind"]?.Text("kind"), ["Value"] = kind["value"]?.Whole("value") } };
                });
            }
        }
    }

    private static JsonObject Restart(ComposeMap policy)
    {
        var json = new JsonObject();
        if (policy["condition"] is { } condition) json["Condition"] = condition.Text("condition");
        if (policy["delay"] is { } delay) json["Delay"] = delay.Nanoseconds("delay");
        if (policy["max_attempts"] is { } attempts) json["MaxAttempts"] = attempts.Whole("max_attempts");
        if (policy["window"] is { } window) json["Window"] = window.Nanoseconds("window");
        return json;
    }

    private static JsonObject Placement(ComposeMap placement)
    {
        var json = new JsonObject();
        if (placement["constraints"] is { } constraints) json["Constraints"] = JsonText.Array(constraints.Texts("constraints"));
        if (placement["max_replicas_per_node"] is { } most) json["MaxReplicas"] = most.Whole("max_replicas_per_node");
        if (placement["preferences"] is not null)
        {
            json["Preferences"] = Array(placement["preferences"], item =>
                SpecJson.Preference("spread=" + (item.Map("a preference")["spread"]?.Text("spread") ?? throw item.Place.Refuse("A preference says spread: and what its tasks are spread over."))));
        }
        return json;
    }

    private static JsonObject Update(ComposeMap policy)
    {
        var json = new JsonObject { ["Parallelism"] = policy["parallelism"]?.Whole("parallelism") ?? 1 };
        if (policy["delay"] is { } delay) json["Delay"] = delay.Nanoseconds("delay");
        if (policy["failure_action"] is { } action) json["FailureAction"] = action.Text("failure_action");
        if (policy["monitor"] is { } monitor) json["Monitor"] = monitor.Nanoseconds("monitor");
        if (policy["max_failure_ratio"] is { } ratio) json["MaxFailureRatio"] = ratio.Number("max_failure_ratio");
        if (policy["order"] is { } order) json["Order"] = order.Text("order");
        return json;
    }

    private static JsonArray Networks(StackName stack, string name, ComposeMap service, ComposeMap file)
    {
        var wanted = service["networks"]?.Map("networks") is { Items.Count: > 0 } given ? given : null;
        var result = new List<JsonObject>();
        foreach (var network in wanted?.Items.Keys.ToArray() ?? [StackParts.DefaultNetwork])
        {
            var known = file["networks"]?.Map("networks").Items.ContainsKey(network) == true;
            if (!known && network != StackParts.DefaultNetwork) throw wanted!.PlaceOf(network).Refuse($"There is no network '{network}' at the top level of the file.");
            var (target, _) = StackParts.NameOf(stack, file, "networks", network);
            var settings = wanted?[network]?.Map("a network");
            var aliases = settings?["aliases"]?.Texts("aliases") ?? [];
            var json = new JsonObject { ["Target"] = target };
            if (target is not ("host" or "none" or "bridge" or "default")) json["Aliases"] = JsonText.Array(aliases.Append(name));
            if (settings?["driver_opts"] is { } options) json["DriverOpts"] = StackParts.Map(options);
            result.Add(json);
        }
        return new JsonArray([.. result.OrderBy(json => (string?)json["Target"], StringComparer.Ordinal)]);
    }

    private static JsonObject Port(ComposeNode node)
    {
        var port = node.Map("a port");
        var json = new JsonObject { ["TargetPort"] = port["target"]?.Whole("target") ?? throw port.Place.Refuse("A port has no target."), ["Protocol"] = port["protocol"]?.Text("protocol") ?? "tcp", ["PublishMode"] = port["mode"]?.Text("mode") ?? "ingress" };
        if (port["published"] is { } published) json["PublishedPort"] = published.Whole("published");
        return json;
    }

    private static JsonArray Array(ComposeNode? node, Func<ComposeNode, JsonNode> convert) => node switch
    {
        null => [],
        ComposeList list => new JsonArray([.. list.Items.Select(convert)]),
        _ => throw node.Place.Refuse("A list is expected here."),
    };
}
