using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>What a cmdlet that lists things of a swarm was asked for, and how one manager is asked for it.</summary>
/// <param name="kind">What is listed.</param>
/// <param name="list">Lists what fits the filters, mapped.</param>
/// <param name="of">The id and the name of one.</param>
internal sealed class SwarmSearch<T>(SwarmKind kind, Func<EngineConnection, EngineEndpoint, FilterMap, CancellationToken, Task<IEnumerable<T>>> list, Func<T, (string Id, string Name)> of)
    where T : class
{
    public string[]? Names { get; init; }

    public string[]? Ids { get; init; }

    /// <summary>Whether more than names was asked for, so that a name may be there and still not fit.</summary>
    public bool IsNarrowed { get; init; }

    public required FilterMap Filters { get; init; }

    /// <summary>What is asked beyond what the engine can filter.</summary>
    public Func<T, bool>? Where { get; init; }

    public async Task RunAsync(EngineConnection engine, EngineEndpoint endpoint, Emitter emitter, CancellationToken token)
    {
        var listed = (await list(engine, endpoint, Filters, token).ConfigureAwait(false)).OrderBy(item => of(item).Name, StringComparer.OrdinalIgnoreCase).ToList();
        var matched = listed.FindAll(item => (Names is null || Names.Any(n => WildcardPattern.Get(n, WildcardOptions.IgnoreCase).IsMatch(of(item).Name))) && (Where is null || Where(item)));
        if (Ids is not null)
        {
            matched = await Search.PickByIdAsync(Ids, matched, of, kind.Subject, emitter).ConfigureAwait(false);
        }
        foreach (var item in matched) await emitter.SendAsync(new Emission.Output(item)).ConfigureAwait(false);

        foreach (var name in Names?.Where(n => !WildcardPattern.ContainsWildcardCharacters(n)) ?? [])
        {
            if (matched.Exists(item => string.Equals(of(item).Name, name, StringComparison.OrdinalIgnoreCase))) continue;
            if (IsNarrowed && await Search.ExistsAsync(engine.GetAsync(kind.PathOf(name), null, token), SwarmTarget.IsGone).ConfigureAwait(false)) continue;
            await emitter.SendAsync(new Emission.Failure(Errors.SwarmNotFound(kind, name))).ConfigureAwait(false);
        }
    }
}
