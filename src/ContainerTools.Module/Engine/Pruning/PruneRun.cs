using System.Globalization;
using Docker.DotNet;

namespace ContainerTools.Engine;

/// <summary>Has an engine remove what nothing uses.</summary>
internal sealed class PruneRun(EngineConnection engine, EngineEndpoint endpoint, PruneScope scope, CancellationToken token)
{
    /// <summary>Removes what is unused of one kind.</summary>
    /// <exception cref="DockerApiException">The engine refused.</exception>
    public Task<ContainerPruneResult> RunAsync(ContainerResource type) => type switch
    {
        ContainerResource.Container => ContainersAsync(),
        ContainerResource.Network => NetworksAsync(),
        ContainerResource.Volume => scope.RemovesVolumesSingly(engine) ? VolumesSinglyAsync() : VolumesAsync(),
        ContainerResource.Image => ImagesAsync(),
        _ => BuildCacheAsync(),
    };

    private async Task<ContainerPruneResult> ContainersAsync()
    {
        // The engine names them by their ids, which tell a person nothing afterwards.
        var list = await engine.GetAsync("containers/json", new Query().Add("all", true), token).ConfigureAwait(false);
        var names = list.Items().ToDictionary(json => json.Text("Id"), json => Mapping.ContainerMapping.FromList(json, endpoint).Name, StringComparer.Ordinal);
        var answer = await PruneAsync("containers", scope.Filter.ToMap(Timestamp.ToUnix)).ConfigureAwait(false);
        return Result(ContainerResource.Container, answer.Texts("ContainersDeleted").Select(id => names.GetValueOrDefault(id, id)), answer);
    }

    private async Task<ContainerPruneResult> NetworksAsync()
    {
        var answer = await PruneAsync("networks", scope.Filter.ToMap(Timestamp.ToUnix)).ConfigureAwait(false);
        return Result(ContainerResource.Network, answer.Texts("NetworksDeleted"), answer);
    }

    private async Task<ContainerPruneResult> VolumesAsync()
    {
        var filter = scope.Filter.ToMap(until: null);
        if (scope.All && DiskAccount.IsDivided(engine)) filter.Add("all", ["true"]);
        var answer = await PruneAsync("volumes", filter).ConfigureAwait(false);
        return Result(ContainerResource.Volume, answer.Texts("VolumesDeleted"), answer);
    }

    private async Task<ContainerPruneResult> VolumesSinglyAsync()
    {
        var sizes = await DiskAccount.VolumesAsync(engine, token).ConfigureAwait(false);
        var deleted = new List<string>();
        long freed = 0;
        foreach (var volume in await new PrunePlan(engine, endpoint, scope, token).UnusedVolumesAsync().ConfigureAwait(false))
        {
            try
            {
                await engine.DoAsync(HttpMethod.Delete, VolumeTarget.PathOf(volume.Name), null, token).ConfigureAwait(false);
            }
            catch (DockerApiException e) when (VolumeTarget.IsGone(e) || e.StatusCode == System.Net.HttpStatusCode.Conflict)
            {
                continue; // somebody removed it, or uses it now
            }
            deleted.Add(volume.Name);
            freed += sizes.GetValueOrDefault(volume.Name).Child("UsageData").Number("Size") ?? 0;
        }
        return Result(ContainerResource.Volume, deleted, default, freed);
    }

    private async Task<ContainerPruneResult> ImagesAsync()
    {
        var list = await engine.GetAsync("images/json", new Query().Add("all", true), token).ConfigureAwait(false);
        var known = list.Items().Select(json => json.Text("Id")).ToHashSet(StringComparer.Ordinal);
        var answer = await PruneAsync("images", scope.Filter.ToMap(Timestamp.ToUnix).Add("dangling", [scope.All ? "false" : "true"])).ConfigureAwait(false);
        var items = answer.Child("ImagesDeleted").Items().ToList();
        // Layers are named among the images.
        var deleted = items.Select(item => item.TextOrNull("Deleted")).OfType<string>().Where(known.Contains);
        return Result(ContainerResource.Image, deleted, answer, untagged: [.. items.Select(item => item.TextOrNull("Untagged")).OfType<string>()]);
    }

    private async Task<ContainerPruneResult> BuildCacheAsync()
    {
        // Engines before 23 take a duration only. Labels, which it has none of, it would ignore.
        var filter = new FilterMap();
        if (scope.Filter.Until is { } until) filter.Add("until", [(DateTimeOffset.UtcNow - until).TotalSeconds.ToString("F3", CultureInfo.InvariantCulture) + "s"]);
        var answer = await engine.GetAsync(HttpMethod.Post, "build/prune", new Query().Add("all", scope.All).Add(filter), null, token).ConfigureAwait(false);
        return Result(ContainerResource.BuildCache, answer.Texts("CachesDeleted"), answer);
    }

    private Task<JsonElement> PruneAsync(string what, FilterMap filter) =>
        BusyEngine.AskAsync(() => engine.GetAsync(HttpMethod.Post, what + "/prune", new Query().Add(filter), null, token), token);

    private ContainerPruneResult Result(ContainerResource type, IEnumerable<string> deleted, JsonElement answer, long? freed = null, IReadOnlyList<string>? untagged = null) => new()
    {
        Type = type,
        Deleted = [.. deleted],
        Untagged = untagged ?? [],
        SpaceReclaimed = freed ?? answer.Number("SpaceReclaimed") ?? 0,
        Context = endpoint.Context,
        EngineHost = endpoint.HostText,
    };
}
