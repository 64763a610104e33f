namespace ContainerTools.Engine;

/// <summary>What removing the unused build cache will do. A part stays as long as one that was built on it stays.</summary>
internal static class BuildCacheForecast
{
    /// <summary>The builder's own parts, which only go when everything is to go.</summary>
    private static readonly HashSet<string> Internal = new(StringComparer.Ordinal) { "internal", "frontend" };

    /// <param name="records">The build cache of the engine's account.</param>
    /// <param name="all">Whether what images share goes too, and the builder's own parts.</param>
    public static IReadOnlyList<JsonElement> Deleted(IEnumerable<JsonElement> records, PruneFilter filter, bool all)
    {
        var left = records.ToDictionary(record => record.Text("ID"), StringComparer.Ordinal);
        var deleted = new List<JsonElement>();
        List<JsonElement> round;
        do
        {
            var parents = left.Values.SelectMany(Parents).ToHashSet(StringComparer.Ordinal);
            round = [.. left.Values.Where(record => IsMeant(record, filter, all) && !parents.Contains(record.Text("ID")))];
            deleted.AddRange(round);
            foreach (var record in round) left.Remove(record.Text("ID"));
        }
        while (round.Count > 0);
        return deleted;
    }

    private static bool IsMeant(JsonElement record, PruneFilter filter, bool all) =>
        record.Flag("InUse") != true && filter.MatchesCache(record.Time("LastUsedAt"))
        && (all || (record.Flag("Shared") != true && !Internal.Contains(record.Text("Type"))));

    /// <summary>Engines before API version 1.42 name one parent only.</summary>
    private static IEnumerable<string> Parents(JsonElement record) =>
        record.Texts("Parents") is { Count: > 0 } parents ? parents : record.TextOrNull("Parent") is { } parent ? [parent] : [];
}
