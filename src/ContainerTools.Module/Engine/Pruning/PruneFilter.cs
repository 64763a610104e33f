namespace ContainerTools.Engine;

/// <summary>Which unused things are removed: the engine's filters, and the same judgement on this side.</summary>
internal sealed class PruneFilter
{
    private const string Wanted = "label";
    private const string Unwanted = "label!";
    private const string UntilName = "until";

    private readonly List<string> wanted = [];
    private readonly List<string> unwanted = [];
    private readonly List<(string Name, string Value)> others = [];

    /// <param name="labels">As a user writes them: <c>key</c>, <c>key=value</c>, and to keep what has it <c>key!=value</c>, <c>key!=</c>, <c>!key</c>.</param>
    /// <param name="until">Only what was made before.</param>
    /// <param name="configured">Filters of docker's configuration, such as <c>label!=keep</c>; what was given goes before them.</param>
    /// <exception cref="FormatException">The time in the configuration is none.</exception>
    public PruneFilter(IEnumerable<string> labels, DateTimeOffset? until, IReadOnlyCollection<string> configured)
    {
        foreach (var label in labels) Add(label);
        foreach (var entry in configured) AddConfigured(entry);
        until ??= configured.Where(entry => entry.StartsWith(UntilName + "=", StringComparison.Ordinal)).Select(entry => (DateTimeOffset?)PointInTime.Parse(entry[(UntilName.Length + 1)..], DateTimeOffset.Now)).FirstOrDefault();
        // Lists give whole seconds only: what is asked for is rounded, so that both sides judge alike.
        if (until is { } time) Until = DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
    }

    /// <summary>Only what was made before; a whole second.</summary>
    public DateTimeOffset? Until { get; }

    /// <summary>Whether only what has a label is removed.</summary>
    public bool WantsLabel => wanted.Count > 0;

    /// <summary>The engine's filters.</summary>
    /// <param name="until">How the time is written; <see langword="null"/> for things that have none.</param>
    public FilterMap ToMap(Func<DateTimeOffset, string>? until)
    {
        var map = new FilterMap().Add(Wanted, wanted).Add(Unwanted, unwanted);
        foreach (var (name, value) in others) map.Add(name, [value]);
        if (until is not null && Until is { } time) map.Add(UntilName, [until(time)]);
        return map;
    }

    /// <summary>Whether something with these labels, made then, is meant.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels, DateTimeOffset? created) =>
        // The engine spares only what has all of the labels that are to be kept.
        HasAll(wanted, labels) && (unwanted.Count == 0 || !HasAll(unwanted, labels)) && (Until is not { } until || created <= until);

    /// <summary>Whether a part of the build cache, last used then, is meant: it has no labels.</summary>
    public bool MatchesCache(DateTimeOffset? lastUsed) => !WantsLabel && (Until is not { } until || lastUsed is null || lastUsed <= until);

    private static bool HasAll(List<string> pairs, IReadOnlyDictionary<string, string> labels) => pairs.TrueForAll(pair =>
    {
        var cut = pair.IndexOf('=', StringComparison.Ordinal);
        return labels.TryGetValue(cut < 0 ? pair : pair[..cut], out var value) && (cut < 0 || value == pair[(cut + 1)..]);
    });

    private void Add(string label)
    {
        var not = label.IndexOf("!=", StringComparison.Ordinal);
        var equal = label.IndexOf('=', StringComparison.Ordinal);
        if (label[0] == '!') unwanted.Add(label[1..]);
        else if (not > 0 && equal == not + 1) unwanted.Add(not + 2 == label.Length ? label[..not] : $"{label[..not]}={label[(not + 2)..]}");
        else wanted.Add(label);
    }

    private void AddConfigured(string entry)
    {
        var cut = entry.IndexOf('=', StringComparison.Ordinal);
        if (cut < 0) return;
        var (name, value) = (entry[..cut], entry[(cut + 1)..]);
        switch (name)
        {
            case Wanted when !unwanted.Contains(value) && !wanted.Contains(value):
                wanted.Add(value);
                break;
            case Unwanted when !wanted.Contains(value) && !unwanted.Contains(value):
                unwanted.Add(value);
                break;
            case Wanted or Unwanted or UntilName:
                break;
            default:
                others.Add((name, value));
                break;
        }
    }
}
