using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;
using Docker.DotNet;

namespace ContainerTools.Commands;

/// <summary>What <c>Get-Container</c> was asked for, and how one engine is asked for it.</summary>
internal sealed class ContainerSearch
{
    private readonly IReadOnlyList<WildcardPattern>? namePatterns;
    private readonly IReadOnlyList<WildcardPattern>? projectPatterns;
    private readonly string[]? names;

    /// <summary>Names, with wildcards.</summary>
    public string[]? Names
    {
        get => names;
        init => (names, namePatterns) = (value, value is null ? null : [.. value.Select(n => WildcardPattern.Get(n.TrimStart('/'), WildcardOptions.IgnoreCase))]);
    }

    public string[]? Ids { get; init; }

    public ContainerHealth[]? Health { get; init; }

    /// <summary>Names of compose projects, with wildcards.</summary>
    public string[]? Projects { init => projectPatterns = value is null ? null : [.. value.Select(p => WildcardPattern.Get(p, WildcardOptions.IgnoreCase))]; }

    public int? First { get; init; }

    public bool Size { get; init; }

    public bool Detailed { get; init; }

    /// <summary>Whether more than names was asked for, so that a name may be there and still not fit.</summary>
    public bool IsNarrowed { get; init; }

    public required FilterMap Filters { get; init; }

    public async Task RunAsync(EngineConnection engine, EngineEndpoint endpoint, Emitter emitter, CancellationToken token)
    {
        var literal = Names?.Where(n => !WildcardPattern.ContainsWildcardCharacters(n)).Select(n => n.TrimStart('/')).ToArray() ?? [];
        var filters = Filters.Narrowed(Names?.Select(n => n.TrimStart('/')));
        var missing = literal.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var output = new SearchOutput<Container>(container => ReadAsync(container, engine, endpoint, token), emitter);
        var wanted = First ?? int.MaxValue;
        var query = new Query().Add("all", true).Add("size", Size ? "1" : null).Add(filters);
        var all = new List<Container>();
        await foreach (var listed in engine.ListAsync("containers/json", query, json => ContainerMapping.FromList(json, endpoint), token).ConfigureAwait(false))
        {
            // Whether an id's beginning fits one only is known when all have come; everything else goes on at once.
            if (Ids is not null)
            {
                all.AddRange(listed);
                continue;
            }
            var matched = listed.Where(Matches).Take(wanted).ToList();
            foreach (var container in matched) missing.Remove(container.Name);
            await output.WriteAsync(matched).ConfigureAwait(false);
            if ((wanted -= matched.Count) == 0) break;
        }
        if (Ids is not null)
        {
            await output.WriteAsync(await Search.PickByIdAsync(Ids, all, c => (c.Id, c.Name), Errors.Subject.Container, emitter).ConfigureAwait(false)).ConfigureAwait(false);
        }
        await output.FinishAsync().ConfigureAwait(false);

        foreach (var name in literal.Where(missing.Contains))
        {
            if (IsNarrowed && await ExistsAsync(engine, name, token).ConfigureAwait(false)) continue;
            await emitter.SendAsync(new Emission.Failure(Errors.ContainerNotFound(name))).ConfigureAwait(false);
        }
    }

    /// <summary>Reads one container in full.</summary>
    public static async Task<Container> InspectAsync(EngineConnection engine, EngineEndpoint endpoint, string id, bool size, bool keepRaw, CancellationToken token, string? status = null)
    {
        var json = await engine.GetAsync($"containers/{id}/json", new Query().Add("size", size ? "1" : null), token).ConfigureAwait(false);
        return ContainerMapping.FromInspect(json, endpoint, keepRaw, status);
    }

    private bool Matches(Container container) =>
        (namePatterns is null || namePatterns.Any(n => n.IsMatch(container.Name)))
        && (Health is null || Health.Contains(container.Health))
        && (projectPatterns is null || (container.Project is { } project && projectPatterns.Any(p => p.IsMatch(project))));

    /// <summary>
    /// What has ended is always read in full: the list does not say when, and a script that compares an unknown time would take
    /// <c>$null</c> for long ago.
    /// </summary>
    private async Task<Container?> ReadAsync(Container container, EngineConnection engine, EngineEndpoint endpoint, CancellationToken token)
    {
        if (!Detailed && container.State is not (ContainerState.Exited or ContainerState.Dead)) return container;
        try
        {
            return await InspectAsync(engine, endpoint, container.Id, Size, Detailed, token, container.Status).ConfigureAwait(false);
        }
        catch (DockerApiException e) when (ContainerTarget.IsGone(e))
        {
            return null; // removed since it was listed
        }
    }

    private static Task<bool> ExistsAsync(EngineConnection engine, string name, CancellationToken token) =>
        Search.ExistsAsync(engine.GetAsync($"containers/{Uri.EscapeDataString(name)}/json", null, token), ContainerTarget.IsGone);
}
