using System.Text;
using System.Text.Json.Nodes;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.Engine.Stacks;

/// <summary>The networks, secrets and configs of a compose file, and the names of all of its parts.</summary>
internal static class StackParts
{
    public const string DefaultNetwork = "default";

    /// <summary>The name of a part in the swarm, and whether it is made by somebody else.</summary>
    public static (string Name, bool IsExternal) NameOf(StackName stack, ComposeMap file, string section, string part)
    {
        var settings = file[section]?.Map(section)[part]?.Map(part);
        var external = settings?["external"];
        var isExternal = external is ComposeMap || external?.Flag("external") == true;
        var name = (external as ComposeMap)?["name"]?.Text("external.name") ?? settings?["name"]?.Text("name");
        return (name ?? (isExternal ? part : stack.Of(part)), isExternal);
    }

    /// <summary>Labels with that of the stack.</summary>
    public static JsonObject Labels(StackName stack, ComposeNode? labels)
    {
        var json = labels is null ? new JsonObject() : Map(labels);
        json[StackLabels.Namespace] = stack.Name;
        return json;
    }

    public static JsonObject Map(ComposeNode node)
    {
        var json = new JsonObject();
        foreach (var (key, value) in node.Map("options").Items) json[key] = value is ComposeScalar { Value: null } ? "" : value.Text(key);
        return json;
    }

    /// <summary>The networks that services use and the stack makes: their names and what is sent for them.</summary>
    /// <param name="external">The networks that have to be there.</param>
    public static List<(string Name, JsonObject Request)> Networks(StackName stack, ComposeMap file, out List<(string Name, ComposePlace Place)> external)
    {
        var result = new List<(string, JsonObject)>();
        external = [];
        var used = ComposeSchema.Items(file, "services").SelectMany(service => service.Node?["networks"]?.Map("networks") is { Items.Count: > 0 } own ? own.Items.Keys : [DefaultNetwork]).Distinct(StringComparer.Ordinal);
        foreach (var network in used.Order(StringComparer.Ordinal))
        {
            var (name, isExternal) = NameOf(stack, file, "networks", network);
            var settings = file["networks"]?.Map("networks")[network]?.Map(network);
            if (isExternal)
            {
                external.Add((name, file["networks"]!.Map("networks").PlaceOf(network)));
                continue;
            }
            var request = new JsonObject
            {
                ["Name"] = name,
                ["CheckDuplicate"] = true,
                ["Driver"] = settings?["driver"]?.Text("driver") ?? "overlay",
                ["Labels"] = Labels(stack, settings?["labels"]),
                ["Internal"] = settings?["internal"]?.Flag("internal") ?? false,
                ["Attachable"] = settings?["attachable"]?.Flag("attachable") ?? false,
            };
            if (settings?["driver_opts"] is { } options) request["Options"] = Map(options);
            if (settings?["ipam"]?.Map("ipam") is { } ipam)
            {
                request["IPAM"] = new JsonObject
                {
                    ["Driver"] = ipam["driver"]?.Text("driver") ?? "default",
                    ["Config"] = new JsonArray([.. (ipam["config"] as ComposeList)?.Items.Select(item => (JsonNode)new JsonObject { ["Subnet"] = item.Map("ipam.config")["subnet"]?.Text("subnet") }) ?? []]),
                };
            }
            result.Add((name, request));
        }
        return result;
    }

    /// <summary>The secrets or configs that the stack makes: their names and their specifications, with their content.</summary>
    public static List<(string Name, JsonObject Spec)> Contents(StackName stack, ComposeMap file, string section, string folder, Func<string, string?> lookup)
    {
        var result = new List<(string, JsonObject)>();
        foreach (var (part, node) in ComposeSchema.Items(file, section))
        {
            var (name, isExternal) = NameOf(stack, file, section, part);
            if (isExternal) continue;
            var place = file[section]!.Map(section).PlaceOf(part);
            var spec = new JsonObject { ["Name"] = name, ["Labels"] = Labels(stack, node?["labels"]) };
            if (node?["driver"] is { } driver)
            {
                spec["Driver"] = new JsonObject { ["Name"] = driver.Text("driver"), ["Options"] = node["driver_opts"] is { } options ? Map(options) : new JsonObject() };
            }
            else spec["Data"] = Convert.ToBase64String(Content(node, part, place, folder, lookup));
            if (node?["template_driver"] is { } template) spec["Templating"] = new JsonObject { ["Name"] = template.Text("template_driver") };
            result.Add((name, spec));
        }
        return result;
    }

    private static byte[] Content(ComposeMap? node, string part, ComposePlace place, string folder, Func<string, string?> lookup)
    {
        if (node?["content"] is { } content) return Encoding.UTF8.GetBytes(content.Text("content"));
        if (node?["environment"] is { } variable) return Encoding.UTF8.GetBytes(lookup(variable.Text("environment")) ?? throw variable.Place.Refuse($"The variable {variable.Text("environment")} has no value."));
        var path = node?["file"]?.Text("file") ?? throw place.Refuse($"'{part}' says neither which file has its content, nor that it is external.");
        try
        {
            return File.ReadAllBytes(Path.GetFullPath(path, folder));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw node["file"]!.Place.Refuse($"The file of '{part}' cannot be read: {e.Message}");
        }
    }

    /// <summary>The secrets or configs that a service's tasks can read, by name.</summary>
    public static JsonArray Files(StackName stack, ComposeMap service, ComposeMap file, string section)
    {
        var result = new List<(string Name, JsonObject Json)>();
        var kind = section == "secrets" ? SwarmKind.Secret : SwarmKind.Config;
        foreach (var item in (service[section] as ComposeList)?.Items ?? [])
        {
            var map = item.Map(section);
            var source = map["source"]?.Text("source") ?? throw map.Place.Refuse($"One of the {section} has no source.");
            if (file[section]?.Map(section).Items.ContainsKey(source) != true) throw map.Place.Refuse($"There is no {kind.Word} '{source}' at the top level of the file.");
            var (name, _) = NameOf(stack, file, section, source);
            var json = SpecJson.Of(ServiceFile.Of(name, map["target"]?.Text("target") ?? source, map["uid"]?.Text("uid"), map["gid"]?.Text("gid"), map["mode"] is { } mode ? Permissions(mode) : null), kind, "");
            result.Add((name, json));
        }
        return new JsonArray([.. result.OrderBy(item => item.Name, StringComparer.Ordinal).Select(item => (JsonNode)item.Json)]);
    }

    /// <summary>A number in YAML's ways: octal with 0 or 0o in front, else decimal.</summary>
    private static UnixFileMode Permissions(ComposeNode node)
    {
        var text = node.Text("mode");
        return (UnixFileMode)node.Parse(text, digits => digits.StartsWith('0') && digits.All(c => c is 'o' or (>= '0' and <= '7'))
            ? Convert.ToInt32(digits.Replace("o", "", StringComparison.Ordinal), 8)
            : int.TryParse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"'{digits}' is not a mode."));
    }
}
