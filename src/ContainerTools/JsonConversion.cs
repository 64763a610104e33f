using System.Management.Automation;
using System.Text.Json;

namespace ContainerTools;

/// <summary>Turns an answer of the engine into what PowerShell walks through with dots.</summary>
internal static class JsonConversion
{
    internal static PSObject ToPSObject(JsonElement json)
    {
        var result = new PSObject();
        foreach (var property in json.EnumerateObject())
        {
            // Names that differ in case only are one name to PowerShell: the later ones get their place in the text appended.
            var name = result.Properties[property.Name] is null ? property.Name : $"{property.Name}#{result.Properties.Count()}";
            result.Properties.Add(new PSNoteProperty(name, ToValue(property.Value)));
        }
        return result;
    }

    private static object? ToValue(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => ToPSObject(json),
        JsonValueKind.Array => json.EnumerateArray().Select(ToValue).ToArray(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when json.TryGetInt64(out var whole) => whole,
        JsonValueKind.Number => json.GetDouble(),
        _ => null,
    };
}
