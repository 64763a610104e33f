namespace ContainerTools.Engine.Mapping;

/// <summary>The engine's account of its disk, in sums as docker's client makes them.</summary>
internal static class DiskUsageMapping
{
    public static ContainerDiskUsage From(ContainerResource type, JsonElement account, EngineEndpoint engine) => type switch
    {
        ContainerResource.Container => Containers(account, engine),
        ContainerResource.Image => Images(account, engine),
        ContainerResource.Volume => Volumes(account, engine),
        _ => BuildCache(account, engine),
    };

    private static ContainerDiskUsage Containers(JsonElement account, EngineEndpoint engine) =>
        Sum(ContainerResource.Container, engine, account.Child("Containers").Items().Select(json =>
        {
            var container = ContainerMapping.FromList(json, engine);
            return new ContainerDiskUsageItem
            {
                Type = ContainerResource.Container,
                Name = container.Name,
                Id = container.Id,
                // A size of 0 is left out, and one that could not be measured is -1.
                Size = json.Number("SizeRw") is < 0 ? null : json.Number("SizeRw") ?? 0,
                Active = container.State is ContainerState.Running or ContainerState.Paused or ContainerState.Restarting,
                Created = container.Created,
                Description = container.Image,
            };
        }));

    private static ContainerDiskUsage Images(JsonElement account, EngineEndpoint engine)
    {
        var sum = Sum(ContainerResource.Image, engine, account.Child("Images").Items().Select(json =>
        {
            var image = ImageMapping.FromList(json, engine);
            return new ContainerDiskUsageItem
            {
                Type = ContainerResource.Image,
                Name = image.Name,
                Id = image.Id,
                Size = image.Size is >= 0 ? image.Size : null,
                SharedSize = json.Number("SharedSize") is { } shared and >= 0 ? shared : null,
                Active = image.Containers is not 0,
                Created = image.Created,
            };
        }));
        return new ContainerDiskUsage
        {
            Type = sum.Type,
            TotalCount = sum.TotalCount,
            Active = account.Child("Images").Items().Count(json => json.Number("Containers") > 0),
            Size = account.Number("LayersSize") ?? 0,
            Reclaimable = sum.Items.Where(item => !item.Active).Sum(item => item.Size - item.SharedSize ?? 0),
            Items = sum.Items,
            Context = sum.Context,
            EngineHost = sum.EngineHost,
        };
    }

    private static ContainerDiskUsage Volumes(JsonElement account, EngineEndpoint engine) =>
        Sum(ContainerResource.Volume, engine, account.Child("Volumes").Items().Select(json =>
        {
            var volume = EngineVolumeMapping.From(json, engine, [], json);
            return new ContainerDiskUsageItem
            {
                Type = ContainerResource.Volume,
                Name = volume.Name,
                Id = volume.Name,
                Size = volume.Size,
                Active = volume.RefCount > 0,
                Created = volume.Created,
                Description = volume.Driver,
            };
        }));

    private static ContainerDiskUsage BuildCache(JsonElement account, EngineEndpoint engine)
    {
        var records = account.Child("BuildCache").Items().Select(json => (Item: BuildCacheItem(json), IsShared: json.Flag("Shared") == true)).ToList();
        // What is a layer of an image too is counted with the images.
        var own = records.Where(record => !record.IsShared).Select(record => record.Item).ToList();
        return new ContainerDiskUsage
        {
            Type = ContainerResource.BuildCache,
            TotalCount = records.Count,
            Active = records.Count(record => record.Item.Active),
            Size = own.Sum(item => item.Size ?? 0),
            Reclaimable = own.Where(item => !item.Active).Sum(item => item.Size ?? 0),
            Items = [.. records.Select(record => record.Item)],
            Context = engine.Context,
            EngineHost = engine.HostText,
        };
    }

    private static ContainerDiskUsageItem BuildCacheItem(JsonElement json) => new()
    {
        Type = ContainerResource.BuildCache,
        Name = json.Text("ID"),
        Id = json.Text("ID"),
        Size = json.Number("Size"),
        Active = json.Flag("InUse") == true,
        Created = json.Time("CreatedAt"),
        LastUsed = json.Time("LastUsedAt"),
        Description = json.TextOrNull("Description"),
    };

    private static ContainerDiskUsage Sum(ContainerResource type, EngineEndpoint engine, IEnumerable<ContainerDiskUsageItem> items)
    {
        var all = items.OrderByDescending(item => item.Size ?? -1).ToList();
        return new ContainerDiskUsage
        {
            Type = type,
            TotalCount = all.Count,
            Active = all.Count(item => item.Active),
            Size = all.Sum(item => item.Size ?? 0),
            Reclaimable = all.Where(item => !item.Active).Sum(item => item.Size ?? 0),
            Items = all,
            Context = engine.Context,
            EngineHost = engine.HostText,
        };
    }
}
