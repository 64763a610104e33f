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
}
