namespace ContainerTools.Engine.Mapping;

/// <summary>The engine's answers as our nodes.</summary>
internal static class NodeMapping
{
    /// <summary>Maps an item of a list or an inspect answer; <paramref name="keepRaw"/> keeps it for <see cref="ContainerNode.Raw"/>.</summary>
    public static ContainerNode From(JsonElement json, EngineEndpoint engine, bool keepRaw)
    {
        var (spec, description, status, manager) = (json.Child("Spec"), json.Child("Description"), json.Child("Status"), json.Child("ManagerStatus"));
        var (platform, resources) = (description.Child("Platform"), description.Child("Resources"));
        return new ContainerNode
        {
            Id = json.Text("ID"),
            Name = description.Text("Hostname"),
            Role = spec.Word<ContainerNodeRole>("Role"),
            Availability = spec.Word<ContainerNodeAvailability>("Availability"),
            State = status.Word<ContainerNodeState>("State"),
            Message = status.TextOrNull("Message"),
            Address = status.TextOrNull("Addr"),
            IsLeader = manager.Flag("Leader") ?? false,
            ManagerReachability = manager.TextOrNull("Reachability"),
            ManagerAddress = manager.TextOrNull("Addr"),
            EngineVersion = description.Child("Engine").TextOrNull("EngineVersion"),
            Labels = spec.Dictionary("Labels"),
            EngineLabels = description.Child("Engine").Dictionary("Labels"),
            OperatingSystem = platform.TextOrNull("OS"),
            Architecture = platform.TextOrNull("Architecture"),
            Cpus = resources.Number("NanoCPUs") / 1e9,
            Memory = resources.Number("MemoryBytes"),
            Created = json.Time("CreatedAt"),
            Updated = json.Time("UpdatedAt"),
            Version = json.Child("Version").Number("Index"),
            Context = engine.Context,
            EngineHost = engine.HostText,
            RawJson = keepRaw ? json : null,
        };
    }
}
