namespace ContainerTools.Engine.Mapping;

/// <summary>The engine's answers as our configs.</summary>
internal static class ConfigMapping
{
    /// <summary>Maps an item of a list or an inspect answer; <paramref name="keepRaw"/> keeps it for <see cref="ContainerConfig.Raw"/>.</summary>
    public static ContainerConfig From(JsonElement json, EngineEndpoint engine, bool keepRaw)
    {
        var spec = json.Child("Spec");
        var labels = spec.Dictionary("Labels");
        return new ContainerConfig
        {
            Id = json.Text("ID"),
            Name = spec.Text("Name"),
            Labels = labels,
            Data = spec.TextOrNull("Data") is { } data ? Convert.FromBase64String(data) : [],
            TemplatingDriver = spec.Child("Templating").TextOrNull("Name"),
            Stack = labels.GetValueOrDefault(StackLabels.Namespace),
            Created = json.Time("CreatedAt"),
            Updated = json.Time("UpdatedAt"),
            Version = json.Child("Version").Number("Index"),
            Context = engine.Context,
            EngineHost = engine.HostText,
            RawJson = keepRaw ? json : null,
        };
    }
}
