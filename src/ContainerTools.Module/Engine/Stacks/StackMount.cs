using System.Text.Json.Nodes;

namespace ContainerTools.Engine.Stacks;

/// <summary>A mount of a service of a compose file (docker's convert/volume.go).</summary>
internal static class StackMount
{
    public static JsonObject From(StackName stack, ComposeMap volume, ComposeMap file)
    {
        var type = volume["type"]?.Text("type") ?? throw volume.Place.Refuse("A volume has no type.");
        var json = new JsonObject { ["Type"] = type, ["Target"] = volume["target"]?.Text("target") ?? throw volume.Place.Refuse("A volume has no target.") };
        var source = volume["source"]?.Text("source");
        if (source is not null) json["Source"] = source;
        if (volume["read_only"]?.Flag("read_only") == true) json["ReadOnly"] = true;
        if (volume["consistency"] is { } consistency) json["Consistency"] = consistency.Text("consistency");
        foreach (var other in new[] { "bind", "volume", "tmpfs", "image" })
        {
            if (other != type && volume[other] is not null) throw volume.PlaceOf(other).Refuse($"'{other}' does not go with a volume of type {type}.");
        }
        switch (type)
        {
            case "volume" when source is not null: Named(stack, volume, file, json, source); break;
            case "bind" or "image" or "npipe" when source is null: throw volume.Place.Refuse($"A volume of type {type} needs a source.");
            case "bind" when volume["bind"]?.Map("bind") is { } bind:
                if (bind["propagation"] is { } propagation) json.Part("BindOptions")["Propagation"] = propagation.Text("propagation");
                break;
            case "tmpfs" when source is not null: throw volume.PlaceOf("source").Refuse("A volume of type tmpfs has no source.");
            case "tmpfs" when volume["tmpfs"]?.Map("tmpfs")["size"] is { } size: json.Part("TmpfsOptions")["SizeBytes"] = size.Parse(size.Text("size"), ByteSize.Parse); break;
            case "image" when volume["image"]?.Map("image")["subpath"] is { } path: json.Part("ImageOptions")["Subpath"] = path.Text("subpath"); break;
        }
        return json;
    }

    private static void Named(StackName stack, ComposeMap volume, ComposeMap file, JsonObject json, string source)
    {
        if (file["volumes"]?.Map("volumes").Items.ContainsKey(source) != true) throw volume.Place.Refuse($"There is no volume '{source}' at the top level of the file.");
        var (name, isExternal) = StackParts.NameOf(stack, file, "volumes", source);
        json["Source"] = name;
        var options = json.Part("VolumeOptions");
        if (volume["volume"]?.Map("volume") is { } own)
        {
            if (own["nocopy"]?.Flag("nocopy") == true) options["NoCopy"] = true;
            if (own["subpath"] is { } subpath) options["Subpath"] = subpath.Text("subpath");
        }
        if (isExternal) return;
        var settings = file["volumes"]!.Map("volumes")[source]?.Map("a volume");
        options["Labels"] = StackParts.Labels(stack, settings?["labels"]);
        if (settings?["driver"] is { } driver) options.Part("DriverConfig")["Name"] = driver.Text("driver");
        if (settings?["driver_opts"] is { } driverOptions) options.Part("DriverConfig")["Options"] = StackParts.Map(driverOptions);
    }
}
