using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Words about what is to be removed.</summary>
internal static class PruneSummary
{
    private const int MostNames = 6;

    public static string Plural(ContainerResource type) => type switch
    {
        ContainerResource.BuildCache => "build cache",
        _ => type.ToString().ToLowerInvariant() + "s",
    };

    /// <summary>How many of which kind, and their bytes.</summary>
    public static string Of(IReadOnlyList<ContainerPruneCandidate> candidates)
    {
        var kinds = candidates.GroupBy(candidate => candidate.Type).Select(kind => Count(kind.Key, kind.Count())).ToList();
        var words = kinds.Count == 1 ? kinds[0] : $"{string.Join(", ", kinds.SkipLast(1))} and {kinds[^1]}";
        return $"{words} ({DisplayText.Size(candidates.Sum(candidate => candidate.Size ?? 0))})";
    }

    /// <summary>A line for each kind, with names and bytes.</summary>
    public static string Names(IReadOnlyList<ContainerPruneCandidate> candidates) => string.Join('\n', candidates.GroupBy(candidate => candidate.Type).Select(kind =>
    {
        var size = DisplayText.Size(kind.Sum(candidate => candidate.Size ?? 0));
        if (kind.Key == ContainerResource.BuildCache) return $"  {Plural(kind.Key)}: {size}";
        var names = kind.Take(MostNames).Select(candidate => DisplayText.Printable(candidate.Name));
        var more = kind.Count() > MostNames ? $" and {(kind.Count() - MostNames).Invariant()} more" : "";
        return $"  {Plural(kind.Key)}: {string.Join(", ", names)}{more}, {size}";
    }));

    private static string Count(ContainerResource type, int count) => type switch
    {
        ContainerResource.BuildCache => $"{count.Invariant()} part{(count == 1 ? "" : "s")} of the build cache",
        _ => $"{count.Invariant()} {type.ToString().ToLowerInvariant()}{(count == 1 ? "" : "s")}",
    };
}
