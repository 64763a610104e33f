namespace ContainerTools.Engine.Mapping;

/// <summary>The engine's answers as our volumes.</summary>
internal static class EngineVolumeMapping
{
    /// <summary>Maps an item of a list or an inspect answer; <paramref name="keepRaw"/> keeps it for <see cref="ContainerVolume.Raw"/>.</summary>
    /// <param name="users">The containers that mount it.</param>
    /// <param name="measured">The same volume from the engine's account of its disk; undefined where it was not asked for.</param>
    public static ContainerVolume From(JsonElement json, EngineEndpoint engine, IEnumerable<ContainerVolumeUser> users, JsonElement measured = default, bool keepRaw = false)
    {
        var labels = json.Dictionary("Labels");
        var usage = measured.Child("UsageData");
        return new ContainerVolume
        {
            Name = json.Text("Name"),
            Driver = json.Text("Driver"),
            Mountpoint = json.TextOrNull("Mountpoint"),
            Scope = json.Text("Scope"),
            Labels = labels,
            Options = json.Dictionary("Options"),
            Created = json.Time("CreatedAt"),
            UsedBy = [.. users],
            // -1 is the engine's "not known".
            Size = usage.Number("Size") is { } size and >= 0 ? size : null,
            RefCount = usage.Integer("RefCount") is { } count and >= 0 ? count : null,
            Project = labels.GetValueOrDefault(ContainerMapping.ProjectLabel),
            Context = engine.Context,
            EngineHost = engine.HostText,
            RawJson = keepRaw ? json : null,
        };
    }

    /// <summary>What a list of containers says of volumes: who mounts which, by the volumes' names.</summary>
    public static ILookup<string, ContainerVolumeUser> Users(JsonElement containers, EngineEndpoint engine) => containers.Items()
        .Select(json => ContainerMapping.FromList(json, engine))
        .OrderBy(container => container.Name, StringComparer.OrdinalIgnoreCase)
        .SelectMany(container => container.Mounts.Where(mount => mount is { Type: "volume", Name: not null }).Select(mount => new ContainerVolumeUser
        {
            Name = container.Name,
            ContainerId = container.Id,
            State = container.State,
            Volume = mount.Name!,
            Destination = mount.Destination,
            ReadWrite = mount.ReadWrite,
            Context = container.Context,
            EngineHost = container.EngineHost,
        }))
        .ToLookup(user => user.Volume, StringComparer.Ordinal);
}
