using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ContainerTools.ModuleTests.Containers.Creation;

/// <summary>
/// What an inspect answer says of how a container was made, in a form in which two containers that were made alike are equal:
/// without what is each one's own, and without the difference between nothing and an empty list, in which docker's clients of
/// different ages differ.
/// </summary>
internal static partial class InspectAnswer
{
    // Here an empty list is a wish of its own.
    private static readonly string[] EmptyCounts = ["MaskedPaths", "ReadonlyPaths", "Entrypoint"];

    // Maps whose keys alone count.
    private static readonly string[] Sets = ["ExposedPorts", "Volumes"];

    // Lists without an order.
    private static readonly string[] Unordered = ["Env", "Binds", "CapAdd", "CapDrop", "ExtraHosts"];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The comparable part as text.</summary>
    /// <param name="oldClient">
    /// Whether a client that speaks an API older than 1.44 made one of the two: a newer engine then adds what such a client could not know.
    /// </param>
    public static string Comparable(JsonElement answer, bool oldClient)
    {
        var id = answer.GetProperty("Id").GetString()!;
        var result = new JsonObject
        {
            ["Config"] = Normal("Config", answer.GetProperty("Config"), oldClient),
            ["HostConfig"] = Normal("HostConfig", answer.GetProperty("HostConfig"), oldClient),
            ["Networks"] = Normal("Networks", answer.GetProperty("NetworkSettings").GetProperty("Networks"), oldClient),
            ["Mounts"] = new JsonArray([.. answer.GetProperty("Mounts").EnumerateArray().OrderBy(m => m.GetProperty("Destination").GetString(), StringComparer.Ordinal).Select(m => Normal("", m, oldClient))]),
        };
        // The id is the default host name and alias, and an anonymous volume is named at random.
        var text = result.ToJsonString(Indented).Replace(id, "ID", StringComparison.Ordinal).Replace(id[..12], "ID", StringComparison.Ordinal);
        // A link of old names the container that has it.
        text = text.Replace($":{answer.GetProperty("Name").GetString()}/", ":/NAME/", StringComparison.Ordinal);
        return VolumeName().Replace(text, "VOLUME");
    }

    /// <summary>Whether all of a part is in the whole: members of objects, and lists item by item.</summary>
    public static bool Contains(JsonElement whole, JsonElement part) => part.ValueKind switch
    {
        JsonValueKind.Object => whole.ValueKind == JsonValueKind.Object && part.EnumerateObject().All(p => whole.TryGetProperty(p.Name, out var value) && Contains(value, p.Value)),
        JsonValueKind.Array => whole.ValueKind == JsonValueKind.Array && whole.GetArrayLength() == part.GetArrayLength() && whole.EnumerateArray().Zip(part.EnumerateArray()).All(pair => Contains(pair.First, pair.Second)),
        _ => JsonElement.DeepEquals(whole, part),
    };

    private static JsonNode? Normal(string name, JsonElement value, bool oldClient)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = value.EnumerateObject()
                    .Where(m => m.Name != "ConsoleSize" && !(oldClient && m.Name == "ReadOnlyNonRecursive"))
                    .OrderBy(m => m.Name, StringComparer.Ordinal)
                    .Select(m => KeyValuePair.Create(m.Name, Sets.Contains(name) ? "" : Normal(m.Name, m.Value, oldClient)))
                    .Where(m => m.Value is not null).ToList();
                return members.Count == 0 ? null : new JsonObject(members);
            case JsonValueKind.Array:
                var items = value.EnumerateArray().Select(item => name is "CapAdd" or "CapDrop" ? Capability(item.GetString()!) : Normal("", item, oldClient));
                if (Unordered.Contains(name)) items = items.OrderBy(item => item!.ToString(), StringComparer.Ordinal);
                var list = items.ToArray();
                return list.Length == 0 && !EmptyCounts.Contains(name) ? null : new JsonArray(list);
            case JsonValueKind.Null or JsonValueKind.Undefined:
                return null;
            default:
                return JsonNode.Parse(value.GetRawText());
        }
    }

    /// <summary>Older clients send capabilities as they were written, newer ones in the engine's form.</summary>
    private static JsonNode Capability(string name)
    {
        var upper = name.ToUpperInvariant();
        return upper == "ALL" || upper.StartsWith("CAP_", StringComparison.Ordinal) ? upper : "CAP_" + upper;
    }

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex VolumeName();
}
