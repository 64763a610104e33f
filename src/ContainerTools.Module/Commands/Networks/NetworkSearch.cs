using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;
using Docker.DotNet;

namespace ContainerTools.Commands;

/// <summary>What <c>Get-ContainerNetwork</c> was asked for, and how one engine is asked for it.</summary>
internal sealed class NetworkSearch
{
    public string[]? Names { get; init; }

    public string[]? Ids { get; init; }

    /// <summary>Whether only those that nobody is on are wanted, or only the others.</summary>
    public bool? Dangling { get; init; }

    public bool Detailed { get; init; }

    /// <summary>Whether more than names was asked for, so that a name may be there and still not fit.</summary>
    public bool IsNarrowed { get; init; }

    public required FilterMap Filters { get; init; }

    public async Task RunAsync(EngineConnection engine, EngineEndpoint endpoint, Emitter emitter, CancellationToken token)
    {
        var literal = Names?.Where(n => !WildcardPattern.ContainsWildcardCharacters(n)).ToArray() ?? [];
        var filters = engine.Version.IsPodman ? Filters : Filters.Narrowed(Names);
        var answer = await engine.GetAsync("networks", new Query().Add(filters), token).ConfigureAwait(false);

        var listed = answer.List().Select(json => NetworkMapping.From(json, endpoint)).OrderBy(network => network.Name, StringComparer.OrdinalIgnoreCase).ToList();
        // podman's list calls its own network 'bridge', and everything else calls it 'podman'.
        if (engine.Version.IsPodman) listed = [.. (await Task.WhenAll(listed.Select(network => InspectAsync(network, engine, endpoint, token))).ConfigureAwait(false)).OfType<ContainerNetwork>()];
        var matched = listed.FindAll(network => Names is null || Names.Any(n => WildcardPattern.Get(n, WildcardOptions.IgnoreCase).IsMatch(network.Name)));
        if (Ids is not null)
        {
            matched = await Search.PickByIdAsync(Ids, matched, network => (network.Id, network.Name), Errors.Subject.Network, emitter).ConfigureAwait(false);
        }
        await new SearchOutput<ContainerNetwork>(network => ReadAsync(network, engine, endpoint, token), emitter).WriteAllAsync(matched).ConfigureAwait(false);

        foreach (var name in literal.Where(n => !matched.Exists(network => string.Equals(network.Name, n, StringComparison.OrdinalIgnoreCase))))
        {
            if (IsNarrowed && await Search.ExistsAsync(engine.GetAsync(NetworkTarget.PathOf(name), null, token), NetworkTarget.IsGone).ConfigureAwait(false)) continue;
            await emitter.SendAsync(new Emission.Failure(Errors.NetworkNotFound(name))).ConfigureAwait(false);
        }
    }

    /// <summary>Reads one in full: the list does not say who is on it, and for that reason the engine's own filter for unused ones finds used ones too.</summary>
    private async Task<ContainerNetwork?> ReadAsync(ContainerNetwork listed, EngineConnection engine, EngineEndpoint endpoint, CancellationToken token) =>
        await InspectAsync(listed, engine, endpoint, token).ConfigureAwait(false) is { } network && (Dangling is null || Dangling == (network.Containers.Count == 0 && !network.Predefined)) ? network : null;

    private async Task<ContainerNetwork?> InspectAsync(ContainerNetwork listed, EngineConnection engine, EngineEndpoint endpoint, CancellationToken token)
    {
        try
        {
            return await NetworkTarget.InspectAsync(engine, endpoint, listed.Id, Detailed, token).ConfigureAwait(false);
        }
        catch (DockerApiException e) when (NetworkTarget.IsGone(e))
        {
            return null; // removed since it was listed
        }
    }
}
