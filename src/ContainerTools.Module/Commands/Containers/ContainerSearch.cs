using System.Text.RegularExpressions;
using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;
using Docker.DotNet;

namespace ContainerTools.Commands;

/// <summary>What <c>Get-Container</c> was asked for, and how one engine is asked for it.</summary>
internal sealed class ContainerSearch
{
    public string[]? Names { get; init; }

    public string[]? Ids { get; init; }

    public ContainerHealth[]? Health { get; init; }

    public string[]? Projects { get; init; }

    public int? First { get; init; }

    public bool Size { get; init; }

    public bool Detailed { get; init; }

    /// <summary>Whether more than names was asked for, so that a name may be there and still not fit.</summary>
    public bool IsNarrowed { get; init; }

    public required FilterMap Filters { get; init; }

    public async Task RunAsync(EngineConnection engine, EngineEndpoint endpoint, Emitter emitter, CancellationToken token)
    {
        var literal = Names?.Where(n => !WildcardPattern.ContainsWildcardCharacters(n)).Select(n => n.TrimStart('/')).ToArray() ?? [];
        // The engine's name filter is a regular expression that matches anywhere: anchored and escaped it spares a long list.
        var filters = Names is not null && literal.Length == Names.Length ? Filters.Copy().Add("name", literal.Select(n => $"(?i)^/?{Regex.Escape(n)}$")) : Filters;
        var listed = await ListAsync(engine, endpoint, filters, token).ConfigureAwait(false);
        var matched = listed.Where(Matches).ToList();
        if (Ids is not null)
        {
            matched = await Search.PickByIdAsync(Ids, matched, c => (c.Id, c.Name), "containers", "ContainerAmbiguous", Errors.ContainerNotFound, emitter).ConfigureAwait(false);
        }
        if (First is { } first) matched = matched.Take(first).ToList();
        await WriteAsync(matched, engine, endpoint, emitter, token).ConfigureAwait(false);

        foreach (var name in literal.Where(n => !matched.Exists(c => Same(c.Name, n))))
        {
            if (IsNarrowed && await ExistsAsync(engine, name, token).ConfigureAwait(false)) continue;
            await emitter.SendAsync(new Emission.Failure(Errors.ContainerNotFound(name))).ConfigureAwait(false);
        }
    }

    /// <summary>The answer, of many megabytes maybe, is let go of once it has been read, and not when all has been written.</summary>
    private async Task<List<Container>> ListAsync(EngineConnection engine, EngineEndpoint endpoint, FilterMap filters, CancellationToken token)
    {
        var answer = await engine.GetAsync("containers/json", new Query().Add("all", true).Add("size", Size ? "1" : null).Add(filters), token).ConfigureAwait(false);
        return [.. answer.List().Select(json => ContainerMapping.FromList(json, endpoint))];
    }

    /// <summary>Reads one container in full.</summary>
    public static async Task<Container> InspectAsync(EngineConnection engine, EngineEndpoint endpoint, string id, bool size, bool keepRaw, CancellationToken token, string? status = null)
    {
        var json = await engine.GetAsync($"containers/{id}/json", new Query().Add("size", size ? "1" : null), token).ConfigureAwait(false);
        return ContainerMapping.FromInspect(json, endpoint, keepRaw, status);
    }

    private bool Matches(Container container) =>
        (Names is null || Names.Any(n => WildcardPattern.Get(n.TrimStart('/'), WildcardOptions.IgnoreCase).IsMatch(container.Name)))
        && (Health is null || Health.Contains(container.Health))
        && (Projects is null || (container.Project is { } project && Projects.Any(p => WildcardPattern.Get(p, WildcardOptions.IgnoreCase).IsMatch(project))));

    /// <summary>
    /// Writes in the list's order. What has ended is always read in full: the list does not say when, and a script that
    /// compares an unknown time would take <c>$null</c> for long ago.
    /// </summary>
    private Task WriteAsync(List<Container> matched, EngineConnection engine, EngineEndpoint endpoint, Emitter emitter, CancellationToken token) => Search.WriteAsync(matched, async container =>
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
    }, emitter, token);

    private static Task<bool> ExistsAsync(EngineConnection engine, string name, CancellationToken token) =>
        Search.ExistsAsync(engine.GetAsync($"containers/{Uri.EscapeDataString(name)}/json", null, token), ContainerTarget.IsGone);

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
