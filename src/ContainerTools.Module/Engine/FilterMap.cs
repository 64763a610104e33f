using System.Collections;
using System.Text.Json.Nodes;

namespace ContainerTools.Engine;

/// <summary>The engine's filters: <c>{"name":{"value":true}}</c>. Names are joined by "and", the values of one name by "or".</summary>
internal sealed class FilterMap
{
    private readonly JsonObject map = [];

    public bool IsEmpty => map.Count == 0;

    public FilterMap Add(string name, IEnumerable<string>? values)
    {
        foreach (var value in values ?? [])
        {
            if (map[name] is not JsonObject known) map[name] = known = [];
            known[value] = true;
        }
        return this;
    }

    /// <summary>Adds what a user gave as <c>-Filter @{ name = value, … }</c>.</summary>
    public FilterMap Add(IDictionary? filter)
    {
        foreach (DictionaryEntry entry in filter ?? new Hashtable())
        {
            var name = entry.Key.ToString()!.Trim().ToLowerInvariant();
            var values = entry.Value is IEnumerable many and not string ? many.Cast<object?>() : [entry.Value];
            Add(name, values.Select(Word));
        }
        return this;
    }

    /// <summary>These filters and one that spares a long list where only some names are wanted; the caller still picks by them.</summary>
    /// <param name="names">With PowerShell's wildcards; <see langword="null"/> for all.</param>
    public FilterMap Narrowed(IEnumerable<string>? names)
    {
        // Beside a name filter of the user's it would be an alternative.
        if (names is null || map.ContainsKey("name")) return this;
        var copy = new FilterMap();
        foreach (var (name, values) in map) copy.map[name] = values!.DeepClone();
        return copy.Add("name", names.Select(NameFilter.Of));
    }

    public string ToJson() => map.ToJsonString();

    private static string Word(object? value) => value switch
    {
        true => "true",
        false => "false",
        _ => LanguagePrimitives.ConvertTo<string>(value),
    };
}
