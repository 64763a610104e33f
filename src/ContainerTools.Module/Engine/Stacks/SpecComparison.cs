using System.Text.Json.Nodes;

namespace ContainerTools.Engine.Stacks;

/// <summary>Whether two specifications of a service mean the same. Engines leave out, or write, what is nothing anyway.</summary>
internal static class SpecComparison
{
    private static readonly string[] Meaningless = ["ForceUpdate", "Runtime"];

    /// <param name="wanted">The one of a file, with its networks, secrets and configs by name.</param>
    /// <param name="known">The one of the managers.</param>
    /// <param name="networkIds">The networks' ids by their names.</param>
    /// <param name="ids">The ids of secrets and configs, by their kind and name.</param>
    public static bool IsSame(JsonObject wanted, JsonObject known, IReadOnlyDictionary<string, string> networkIds, IReadOnlyDictionary<string, string> ids)
    {
        var copy = wanted.DeepClone().AsObject();
        var task = copy.Part("TaskTemplate");
        foreach (var network in task["Networks"] as JsonArray ?? [])
        {
            if (networkIds.TryGetValue((string)network!["Target"]!, out var id)) network["Target"] = id;
        }
        foreach (var kind in new[] { "Secret", "Config" })
        {
            foreach (var item in task["ContainerSpec"]?[kind + "s"] as JsonArray ?? []) item![kind + "ID"] = ids.GetValueOrDefault($"{kind}:{(string)item[kind + "Name"]!}");
        }
        var (one, other) = (Sorted(copy), Sorted(known.DeepClone().AsObject()));
        return Normal(one) == Normal(other);
    }

    /// <summary>The text of what means something, in a fixed order.</summary>
    public static string Normal(JsonNode? node) => node switch
    {
        JsonObject map => "{" + string.Join(",", map.Where(pair => !Meaningless.Contains(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, Text: Normal(pair.Value)))
            .Where(pair => pair.Text.Length > 0 && !(pair.Key == "Isolation" && pair.Text == "\"default\"") && !(pair.Key == "Mode" && pair.Text == "\"vip\"")).Select(pair => $"{pair.Key}:{pair.Text}")) + "}" is var text and not "{}" ? text : "",
        JsonArray list => list.Count == 0 ? "" : "[" + string.Join(",", list.Select(Normal)) + "]",
        null => "",
        _ => node.ToJsonString() is var value && value is "0" or "false" or "\"\"" ? "" : value,
    };

    /// <summary>The networks in the order of their ids.</summary>
    private static JsonObject Sorted(JsonObject spec)
    {
        var task = spec.Part("TaskTemplate");
        if (task["Networks"] is JsonArray networks) task["Networks"] = new JsonArray([.. networks.OrderBy(network => (string?)network!["Target"], StringComparer.Ordinal).Select(network => network!.DeepClone())]);
        return spec;
    }
}
