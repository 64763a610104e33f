namespace ContainerTools.Engine;

/// <summary>The engine's account of what lies on its disk. The engine measures for it, which can take minutes.</summary>
internal static class DiskAccount
{
    private static readonly Version SingleTypes = new(1, 42);

    /// <summary>Whether an engine measures only what it is asked for; older ones always measure all.</summary>
    public static bool IsDivided(EngineConnection engine) => engine.Version.Api >= SingleTypes;

    /// <summary>Asks for some of its parts.</summary>
    public static async Task<JsonElement> GetAsync(EngineConnection engine, IReadOnlyCollection<ContainerResource> types, CancellationToken token)
    {
        if (IsDivided(engine)) return await MeasureAsync(engine, new Query().AddAll("type", types.Select(Word)), token).ConfigureAwait(false);
        if (types.Any(type => type != ContainerResource.Container)) return await MeasureAsync(engine, null, token).ConfigureAwait(false);
        // Containers alone are measured by their list, without all the rest.
        var containers = await engine.GetAsync("containers/json", new Query().Add("all", true).Add("size", true), token).ConfigureAwait(false);
        return JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement> { ["Containers"] = containers });
    }

    /// <summary>The volumes of the account, by their names.</summary>
    public static async Task<IReadOnlyDictionary<string, JsonElement>> VolumesAsync(EngineConnection engine, CancellationToken token) =>
        (await GetAsync(engine, [ContainerResource.Volume], token).ConfigureAwait(false)).Child("Volumes").Items().ToDictionary(volume => volume.Text("Name"), StringComparer.Ordinal);

    /// <summary>Engines before docker 23 measure for one at a time.</summary>
    private static Task<JsonElement> MeasureAsync(EngineConnection engine, Query? query, CancellationToken token) =>
        BusyEngine.AskAsync(() => engine.GetAsync("system/df", query, token), token);

    private static string Word(ContainerResource type) => type == ContainerResource.BuildCache ? "build-cache" : type.ToString().ToLowerInvariant();
}
