using ContainerTools.Engine.ImageArchives;
using ContainerTools.Engine.Mapping;
using Docker.DotNet;

namespace ContainerTools.Engine;

/// <summary>Finds out what removing unused things would remove, without removing anything.</summary>
internal sealed class PrunePlan(EngineConnection engine, EngineEndpoint endpoint, PruneScope scope, CancellationToken token)
{
    private const int Concurrency = 16;

    private IReadOnlyList<Container> containers = [];
    private JsonElement account;

    /// <summary>All candidates, with their bytes; kinds in the order in which they go.</summary>
    public async Task<IReadOnlyList<ContainerPruneCandidate>> CandidatesAsync()
    {
        var measuring = MeasureAsync();
        var stays = (await ListContainersAsync(Has(ContainerResource.Container)).ConfigureAwait(false)).ToLookup(container => !GoesWithContainers(container));
        containers = [.. stays[true]];
        account = await measuring.ConfigureAwait(false);
        var candidates = stays[false].OrderBy(container => container.Name, StringComparer.OrdinalIgnoreCase).Select(Candidate).ToList();
        if (Has(ContainerResource.Network)) candidates.AddRange(await NetworksAsync().ConfigureAwait(false));
        if (Has(ContainerResource.Volume)) candidates.AddRange(await VolumesAsync().ConfigureAwait(false));
        if (Has(ContainerResource.Image)) candidates.AddRange(await ImagesAsync().ConfigureAwait(false));
        if (Has(ContainerResource.BuildCache)) candidates.AddRange(BuildCache());
        return candidates;
    }

    /// <summary>The volumes that go, for an engine that cannot be told to keep the others.</summary>
    public async Task<IReadOnlyList<ContainerPruneCandidate>> UnusedVolumesAsync()
    {
        containers = await ListContainersAsync(size: false).ConfigureAwait(false);
        return await VolumesAsync().ConfigureAwait(false);
    }

    private bool Has(ContainerResource type) => scope.Types.Contains(type);

    /// <summary>The engine's account, where something of it is needed.</summary>
    private Task<JsonElement> MeasureAsync()
    {
        var types = new List<ContainerResource>();
        if (Has(ContainerResource.Volume)) types.Add(ContainerResource.Volume);
        if (Has(ContainerResource.Image) || Has(ContainerResource.BuildCache)) types.Add(ContainerResource.BuildCache);
        return types.Count > 0 ? DiskAccount.GetAsync(engine, types, token) : Task.FromResult(default(JsonElement));
    }

    private async Task<IReadOnlyList<Container>> ListContainersAsync(bool size)
    {
        var answer = await engine.GetAsync("containers/json", new Query().Add("all", true).Add("size", size ? "1" : null), token).ConfigureAwait(false);
        return [.. answer.Items().Select(json => ContainerMapping.FromList(json, endpoint))];
    }

    private bool GoesWithContainers(Container container) =>
        Has(ContainerResource.Container) && container.State is not (ContainerState.Running or ContainerState.Paused or ContainerState.Restarting or ContainerState.Removing)
        // The list tells whole seconds; what was made within the last of them was made after it began.
        && scope.Filter.Matches(container.Labels, container.Created?.AddSeconds(1));

    private ContainerPruneCandidate Candidate(Container container) => new()
    {
        Type = ContainerResource.Container,
        Name = container.Name,
        Id = container.Id,
        Size = container.Size,
        Created = container.Created,
        Description = container.Status is { } status ? $"{container.Image}, {status}" : container.Image,
        Context = endpoint.Context,
        EngineHost = endpoint.HostText,
    };

    private async Task<IEnumerable<ContainerPruneCandidate>> NetworksAsync()
    {
        var list = await engine.GetAsync("networks", null, token).ConfigureAwait(false);
        var networks = await Concurrently.ReadAsync(list.Items().Where(json => json.Flag("ConfigOnly") != true).Select(json => json.Text("Id")), Concurrency, async id =>
        {
            try
            {
                return await NetworkTarget.InspectAsync(engine, endpoint, id, keepRaw: false, token).ConfigureAwait(false);
            }
            catch (DockerApiException e) when (NetworkTarget.IsGone(e))
            {
                return null; // removed since it was listed
            }
        }, token).ConfigureAwait(false);
        return networks
            .Where(network => network is { Predefined: false, Ingress: false, Containers.Count: 0 } && scope.Filter.Matches(network.Labels, network.Created))
            .OrderBy(network => network.Name, StringComparer.OrdinalIgnoreCase)
            .Select(network => new ContainerPruneCandidate
            {
                Type = ContainerResource.Network,
                Name = network.Name,
                Id = network.Id,
                Size = 0,
                Created = network.Created,
                Description = network.Driver,
                Context = endpoint.Context,
                EngineHost = endpoint.HostText,
            });
    }

    private async Task<IReadOnlyList<ContainerPruneCandidate>> VolumesAsync()
    {
        var list = await engine.GetAsync("volumes", null, token).ConfigureAwait(false);
        var sizes = account.Child("Volumes").Items().ToDictionary(json => json.Text("Name"), StringComparer.Ordinal);
        var used = containers.SelectMany(container => container.Mounts).Where(mount => mount.Type == "volume").Select(mount => mount.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. list.Child("Volumes").Items()
                .Select(json => EngineVolumeMapping.From(json, endpoint, [], sizes.GetValueOrDefault(json.Text("Name"))))
                .Where(volume => volume.Driver == "local" && volume.Options.Count == 0 && !used.Contains(volume.Name)
                    && (scope.All || IsAnonymous(volume)) && scope.Filter.Matches(volume.Labels, DateTimeOffset.MinValue))
                .OrderBy(volume => volume.Name, StringComparer.OrdinalIgnoreCase)
                .Select(volume => new ContainerPruneCandidate
                {
                    Type = ContainerResource.Volume,
                    Name = volume.Name,
                    Id = volume.Name,
                    Size = volume.Size,
                    Created = volume.Created,
                    Context = endpoint.Context,
                    EngineHost = endpoint.HostText,
                }),
        ];
    }

    /// <summary>Newer engines go by a label; what was made when they were older has none, and they keep it.</summary>
    private bool IsAnonymous(ContainerVolume volume) => DiskAccount.IsDivided(engine) ? volume.Labels.ContainsKey(ContainerVolume.AnonymousLabel) : volume.Anonymous;

    private async Task<IEnumerable<ContainerPruneCandidate>> ImagesAsync()
    {
        var images = await ImageLayers.AllImagesAsync(engine, endpoint, all: true, token).ConfigureAwait(false);
        var forecast = new ImagePruneForecast(images, containers.Select(container => container.ImageId ?? "").ToHashSet(StringComparer.Ordinal), scope.Filter, scope.All);
        var layers = new LayerForecast(forecast.Surviving);
        var sizes = (await Concurrently.ReadAsync(forecast.Deleted, Concurrency, async image => Tuple.Create(image.Id, await ImageLayers.SizesAsync(engine, image, token).ConfigureAwait(false)), token).ConfigureAwait(false))
            .ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);
        var held = HeldSizes();
        return forecast.Deleted
            .Select(image => Candidate(image, image.Name, layers.Count(image, sizes[image.Id], held.Contains), untagOnly: false))
            .Concat(forecast.Untagged.Select(tag => Candidate(tag.Image, tag.Tag, 0, untagOnly: true)))
            .OrderBy(candidate => candidate.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>
    /// The bytes of layers that the build cache keeps when their images go. It does not say which layers those are, and sizes hardly
    /// ever agree by chance. Where it goes too, they are freed all the same.
    /// </summary>
    private HashSet<long> HeldSizes() => Has(ContainerResource.BuildCache) && !scope.Filter.WantsLabel && scope.Filter.Until is null
        ? []
        : [.. account.Child("BuildCache").Items().Where(record => record.Flag("Shared") == true).Select(record => record.Number("Size") ?? 0)];

    private ContainerPruneCandidate Candidate(ContainerImage image, string name, long size, bool untagOnly) => new()
    {
        Type = ContainerResource.Image,
        Name = name,
        Id = image.Id,
        Size = size,
        Created = image.Created,
        UntagOnly = untagOnly,
        Description = untagOnly ? "name only" : image.RepoTags.Count > 1 ? string.Join(", ", image.RepoTags) : null,
        Context = endpoint.Context,
        EngineHost = endpoint.HostText,
    };

    private IEnumerable<ContainerPruneCandidate> BuildCache() =>
        BuildCacheForecast.Deleted(account.Child("BuildCache").Items(), scope.Filter, scope.All).Select(record => new ContainerPruneCandidate
        {
            Type = ContainerResource.BuildCache,
            Name = record.Text("ID"),
            Id = record.Text("ID"),
            // What is a layer of an image too is not freed here, or counted with the image.
            Size = record.Flag("Shared") == true ? 0 : record.Number("Size"),
            Created = record.Time("CreatedAt"),
            Description = record.TextOrNull("Description"),
            Context = endpoint.Context,
            EngineHost = endpoint.HostText,
        });
}
