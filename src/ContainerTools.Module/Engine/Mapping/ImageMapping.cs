namespace ContainerTools.Engine.Mapping;

/// <summary>The engine's list and inspect answers as our images.</summary>
internal static class ImageMapping
{
    public static ContainerImage FromList(JsonElement json, EngineEndpoint engine) => new()
    {
        Id = json.Identity("Id"),
        ParentId = json.TextOrNull("ParentId"),
        RepoTags = Named(json, "RepoTags"),
        RepoDigests = Named(json, "RepoDigests"),
        Size = json.Number("Size"),
        Created = json.UnixTime("Created"),
        Labels = json.Dictionary("Labels"),
        // -1 is the engine's "not counted".
        Containers = json.Integer("Containers") is { } count and >= 0 ? count : null,
        Context = engine.Context,
        EngineHost = engine.HostText,
    };

    /// <summary>Maps an inspect answer; <paramref name="keepRaw"/> keeps it for <see cref="ContainerImage.Raw"/>.</summary>
    /// <param name="listed">The same image from the list, which alone counts its containers.</param>
    /// <param name="askedFor">What the engine was asked for: where that is a tag of the image, it comes first.</param>
    public static ContainerImage FromInspect(JsonElement json, EngineEndpoint engine, bool keepRaw = false, ContainerImage? listed = null, string? askedFor = null)
    {
        var config = json.Child("Config");
        return new ContainerImage
        {
            Id = json.Identity("Id"),
            ParentId = json.TextOrNull("Parent"),
            RepoTags = First(Named(json, "RepoTags"), askedFor),
            RepoDigests = Named(json, "RepoDigests"),
            Size = json.Number("Size"),
            Created = json.Time("Created"),
            Labels = config.Dictionary("Labels"),
            Containers = listed?.Containers,
            Architecture = json.TextOrNull("Architecture"),
            Variant = json.TextOrNull("Variant"),
            Os = json.TextOrNull("Os"),
            OsVersion = json.TextOrNull("OsVersion"),
            Author = json.TextOrNull("Author"),
            Comment = json.TextOrNull("Comment"),
            Command = config.Texts("Cmd"),
            Entrypoint = config.Texts("Entrypoint"),
            Environment = ContainerMapping.EnvironmentOf(config),
            User = config.Text("User"),
            WorkingDirectory = config.Text("WorkingDir"),
            ExposedPorts = [.. config.Child("ExposedPorts").Properties().Select(port => port.Name)],
            Volumes = [.. config.Child("Volumes").Properties().Select(volume => volume.Name)],
            StopSignal = config.TextOrNull("StopSignal"),
            Layers = json.Child("RootFS").Texts("Layers"),
            Driver = json.Child("GraphDriver").TextOrNull("Name"),
            LastTagged = json.Child("Metadata").Time("LastTagTime"),
            Context = engine.Context,
            EngineHost = engine.HostText,
            RawJson = keepRaw ? json : null,
        };
    }

    private static List<string> First(List<string> tags, string? wanted)
    {
        if (tags.Count < 2 || !ImageReference.TryParse(wanted, out var reference)) return tags;
        var tag = reference.WithDefaultTag().ToString();
        return tags.Remove(tag) ? [tag, .. tags] : tags;
    }

    /// <summary>References without those that older engines make up for an image that has none.</summary>
    private static List<string> Named(JsonElement json, string property)
    {
        var references = json.Texts(property);
        references.RemoveAll(reference => reference.StartsWith("<none>", StringComparison.Ordinal));
        return references;
    }
}
