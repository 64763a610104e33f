namespace ContainerTools.Engine.Events;

/// <summary>
/// The events that have just been handed out, so that none is handed out twice: an engine may send one twice by itself, and it
/// sends the last ones again when a stream is resumed from a moment before its end. That moment lies <see cref="Window"/>
/// back, because an engine takes the time of an event before it puts it in the queue, where another may be first.
/// </summary>
internal sealed class RecentEvents
{
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly Queue<Key> order = new();
    private readonly HashSet<Key> keys = [];
    private DateTimeOffset first = DateTimeOffset.MaxValue;

    /// <summary>Whether there has been any.</summary>
    public bool Any => Newest > DateTimeOffset.MinValue;

    /// <summary>The engine's time of the newest.</summary>
    public DateTimeOffset Newest { get; private set; }

    /// <summary>
    /// Where to resume, as the engine takes it; <see langword="null"/> before the first event. Never before that: there the
    /// stream began.
    /// </summary>
    public string? ResumeFrom => !Any ? null : Timestamp.ToUnix(first > Newest - Window ? first : Newest - Window);

    /// <summary>Takes note of an event.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Add(ContainerEvent happened)
    {
        var key = new Key(happened.TimeNano, happened.Type, happened.FullAction, happened.Id);
        if (!keys.Add(key)) return false;
        order.Enqueue(key);
        if (happened.Time < first) first = happened.Time;
        if (happened.Time > Newest) Newest = happened.Time;
        var oldest = (Newest - Window - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        while (order.Peek().Time < oldest) keys.Remove(order.Dequeue());
        return true;
    }

    private readonly record struct Key(long Time, string Type, string Action, string Id);
}
