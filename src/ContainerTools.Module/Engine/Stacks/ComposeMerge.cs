namespace ContainerTools.Engine.Stacks;

/// <summary>
/// Puts compose files over each other, as docker's client does: mappings are merged, single values replaced, lists joined; ports,
/// mounts, secrets and configs are joined by what identifies them; a command is replaced whole, and so is each network, volume,
/// secret, config and limit.
/// </summary>
internal static class ComposeMerge
{
    private const string Item = "an item";

    /// <summary>Mappings whose items are replaced whole.</summary>
    private static readonly string[] Whole = ["networks", "volumes", "secrets", "configs", "ulimits"];

    /// <summary>Puts a file over another. Both are in their normal form.</summary>
    public static ComposeMap Over(ComposeMap under, ComposeMap over) => (ComposeMap)Over(under, over, "");

    private static ComposeNode Over(ComposeNode under, ComposeNode over, string key)
    {
        if (over is ComposeScalar { Value: null }) return under;
        if (under is ComposeMap below && over is ComposeMap above && key != Item && !IsOtherDriver(key, below, above)) return Over(below, above, key);
        if (under is ComposeList first && over is ComposeList second) return Over(first, second, key);
        return over;
    }

    private static ComposeMap Over(ComposeMap under, ComposeMap over, string key)
    {
        var items = new Dictionary<string, ComposeNode>(under.Items, StringComparer.Ordinal);
        var keys = new Dictionary<string, ComposePlace>(under.Keys, StringComparer.Ordinal);
        foreach (var (name, value) in over.Items)
        {
            items[name] = items.TryGetValue(name, out var known) ? Over(known, value, Whole.Contains(key) ? Item : name) : value;
            keys[name] = over.PlaceOf(name);
        }
        return over with { Items = items, Keys = keys };
    }

    private static ComposeList Over(ComposeList under, ComposeList over, string key)
    {
        if (key is "command" or "entrypoint" or "test") return over;
        var identity = key switch { "ports" => "published", "volumes" => "target", "secrets" or "configs" => "source", _ => null };
        if (identity is null) return over with { Items = [.. under.Items, .. over.Items] };
        var items = new Dictionary<string, ComposeNode>(StringComparer.Ordinal);
        foreach (var item in under.Items.Concat(over.Items))
        {
            // Ports that the swarm chooses are told apart by what they lead to.
            var name = (item as ComposeMap)?[identity]?.Text(identity) ?? $"{(item as ComposeMap)?["target"]?.Text("target")}/{(item as ComposeMap)?["protocol"]?.Text("protocol")}";
            items[name] = items.TryGetValue(name, out var known) ? Over(known, item, "") : item;
        }
        return over with { Items = [.. items.Values] };
    }

    /// <summary>The options of one log driver mean nothing to another.</summary>
    private static bool IsOtherDriver(string key, ComposeMap under, ComposeMap over) =>
        key == "logging" && under["driver"]?.Text("driver") is { } one && over["driver"]?.Text("driver") is { } other && one != other;
}
