using System.Text.Json.Nodes;

namespace ContainerTools.Engine;

/// <summary>Parameters as the JSON of a request.</summary>
internal static class JsonText
{
    public static JsonArray Array(IEnumerable<string> values) => [.. values.Select(value => (JsonNode)value)];

    /// <summary>Pairs <c>key=value</c>; of a key that is there twice the last one counts, and a key alone has an empty value.</summary>
    public static JsonObject Map(IEnumerable<string> pairs)
    {
        var map = new JsonObject();
        foreach (var pair in pairs)
        {
            var cut = pair.IndexOf('=', StringComparison.Ordinal);
            map[cut < 0 ? pair : pair[..cut]] = cut < 0 ? "" : pair[(cut + 1)..];
        }
        return map;
    }

    /// <summary>The object of that name in another, which is made where there is none.</summary>
    public static JsonObject Part(this JsonObject json, string name)
    {
        if (json[name] is JsonObject part) return part;
        part = [];
        json[name] = part;
        return part;
    }

    /// <summary>A duration as Go writes it.</summary>
    public static long ToNanoseconds(this TimeSpan span) => span.Ticks * TimeSpan.NanosecondsPerTick;
}
