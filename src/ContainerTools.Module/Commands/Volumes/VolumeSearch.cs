using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;
using Docker.DotNet;

namespace ContainerTools.Commands;

/// <summary>What <c>Get-ContainerVolume</c> was asked for, and how one engine is asked for it.</summary>
internal sealed class VolumeSearch
{
    public string[]? Names { get; init; }

    public string[]? Scopes { get; init; }

    public bool Size { get; init; }

    public bool Detailed { get; init; }

    /// <summary>Whether more than names was asked for, so that a name may be there and still not fit.</summary>
    public bool IsNarrowed { get; init; }

    public required FilterMap Filters { get; init; }

    public async Task RunAsync(EngineConnection engine, EngineEndpoint endpoint, Emitter emitter, CancellationToken token)
    {
        var literal = Names?.Where(n => !WildcardPattern.ContainsWildcardCharacters(n)).ToArray() ?? [];
        var filters = Filters.Narrowed(Names);
        var listing = engine.GetAsync("volumes", new Query().Add(filters), token);
        var containers = engine.GetAsync("containers/json", new Query().Add("all", true), token);
        var measuring = Size ? MeasureAsync(engine, endpoint, emitter, token) : null;
        var answer = await listing.ConfigureAwait(false);
        var users = EngineVolumeMapping.Users(await containers.ConfigureAwait(false), endpoint);
        var sizes = measuring is null ? null : await measuring.ConfigureAwait(false);

        foreach (var warning in answer.Texts("Warnings")) await emitter.SendAsync(new Emission.Warning(warning)).ConfigureAwait(false);
        var matched = answer.Child("Volumes").Items()
            .Select(json => EngineVolumeMapping.From(json, endpoint, users[json.Text("Name")], sizes?.GetValueOrDefault(json.Text("Name")) ?? default))
            .Where(Matches).OrderBy(volume => volume.Name, StringComparer.OrdinalIgnoreCase).ToList();
        await new SearchOutput<ContainerVolume>(volume => ReadAsync(volume, engine, endpoint, sizes, token), emitter).WriteAllAsync(matched).ConfigureAwait(false);

        foreach (var name in literal.Where(n => !matched.Exists(volume => string.Equals(volume.Name, n, StringComparison.OrdinalIgnoreCase))))
        {
            if (IsNarrowed && await Search.ExistsAsync(engine.GetAsync(VolumeTarget.PathOf(name), null, token), VolumeTarget.IsGone).ConfigureAwait(false)) continue;
            await emitter.SendAsync(new Emission.Failure(Errors.VolumeNotFound(name))).ConfigureAwait(false);
        }
    }

    private bool Matches(ContainerVolume volume) =>
        (Names is null || Names.Any(n => WildcardPattern.Get(n, WildcardOptions.IgnoreCase).IsMatch(volume.Name)))
        && (Scopes is null || Scopes.Contains(volume.Scope, StringComparer.OrdinalIgnoreCase));

    private async Task<ContainerVolume?> ReadAsync(
        ContainerVolume listed, EngineConnection engine, EngineEndpoint endpoint, IReadOnlyDictionary<string, JsonElement>? sizes, CancellationToken token)
    {
        if (!Detailed) return listed;
        try
        {
            var json = await engine.GetAsync(VolumeTarget.PathOf(listed.Name), null, token).ConfigureAwait(false);
            return EngineVolumeMapping.From(json, endpoint, listed.UsedBy, sizes?.GetValueOrDefault(listed.Name) ?? default, keepRaw: true);
        }
        catch (DockerApiException e) when (VolumeTarget.IsGone(e))
        {
            return null; // removed since it was listed
        }
    }

    private static async Task<IReadOnlyDictionary<string, JsonElement>> MeasureAsync(EngineConnection engine, EngineEndpoint endpoint, Emitter emitter, CancellationToken token)
    {
        var report = new ProgressReport($"Measuring the volumes of {endpoint.Context ?? endpoint.HostText}", record => emitter.Send(new Emission.Progress(record)));
        report.Report("The engine reads all of them", null, null);
        try
        {
            return await DiskAccount.VolumesAsync(engine, token).ConfigureAwait(false);
        }
        finally
        {
            report.Complete();
        }
    }
}
