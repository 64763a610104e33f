namespace ContainerTools.Engine.Mapping;

/// <summary>The engine's answers as our secrets.</summary>
internal static class SecretMapping
{
    /// <summary>Maps an item of a list or an inspect answer; <paramref name="keepRaw"/> keeps it for <see cref="ContainerSecret.Raw"/>.</summary>
    public static ContainerSecret From(JsonElement json, EngineEndpoint engine, bool keepRaw)
    {
        var spec = json.Child("Spec");
        var labels = spec.Dictionary("Labels");
        return new ContainerSecret
        {
            Id = json.Text("ID"),
            Name = spec.Text("Name"),
            Labels = labels,
            Driver = spec.Child("Driver").TextOrNull("Name"),
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
