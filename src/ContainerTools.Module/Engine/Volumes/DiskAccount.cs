namespace ContainerTools.Engine;

/// <summary>The engine's account of what lies on its disk. The engine measures for it, which can take minutes.</summary>
internal static class DiskAccount
{
    private static readonly Version SingleTypes = new(1, 42);

    /// <summary>Asks for some of its parts; engines before API version 1.42 always measure all of them.</summary>
    /// <param name="types">The engine's words: <c>container</c>, <c>image</c>, <c>volume</c>, <c>build-cache</c>.</param>
    public static Task<JsonElement> GetAsync(EngineConnection engine, IEnumerable<string> types, CancellationToken token) =>
        engine.GetAsync("system/df", engine.Version.Api >= SingleTypes ? new Query().AddAll("type", types) : null, token);

    /// <summary>The volumes of the account, by their names.</summary>
    public static async Task<IReadOnlyDictionary<string, JsonElement>> VolumesAsync(EngineConnection engine, CancellationToken token) =>
        (await GetAsync(engine, ["volume"], token).ConfigureAwait(false)).Child("Volumes").Items().ToDictionary(volume => volume.Text("Name"), StringComparer.Ordinal);
}
