namespace ContainerTools.Engine.Events;

/// <summary>A time in which an engine could not be heard.</summary>
/// <param name="LastContact">Until when, by the engine's clock, it was surely heard.</param>
/// <param name="From">The same by our clock.</param>
/// <param name="HadEvents">Whether it had sent any event until then.</param>
internal sealed record EventGap(DateTimeOffset LastContact, DateTimeOffset From, bool HadEvents)
{
    /// <summary>How many events an engine keeps.</summary>
    private const int Kept = 256;

    /// <summary>Whether it could not be reached at all meanwhile.</summary>
    public bool EngineWasAway { get; set; }

    /// <summary>Says what has been missed.</summary>
    /// <param name="memory">All events that the engine knows now.</param>
    /// <returns><see langword="null"/> where it knows all of them: its memory goes back to before the gap.</returns>
    public string? Describe(IReadOnlyList<ContainerEvent> memory, EngineEndpoint engine)
    {
        if (memory.Any(happened => happened.Time <= LastContact)) return null;
        var span = $"between {From.LocalDateTime:HH:mm:ss} and {DateTime.Now:HH:mm:ss}";
        if (memory.Count >= Kept) return $"Events of {engine.HostText} {span} may be missing: it keeps only the last {Kept.Invariant()}, and there were more since the connection broke.";
        // An engine that never had any event has lost none, unless it has been away.
        return HadEvents || EngineWasAway ? $"Events of {engine.HostText} {span} may be missing: it was restarted, and so has forgotten them." : null;
    }
}
