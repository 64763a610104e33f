namespace ContainerTools;

/// <summary>
/// What a subscription of <c>Register-ContainerEvent</c> hangs on: <c>(Get-EventSubscriber).SourceObject</c>, and
/// <c>$Sender</c> in its action. Its stream is closed when nobody listens to it any more.
/// </summary>
public sealed class ContainerEventSource
{
    private readonly object gate = new();
    private readonly Action close;
    private EventHandler<ContainerEvent>? listeners;

    internal ContainerEventSource(IReadOnlyList<string> engineHosts, Action close) => (EngineHosts, this.close) = (engineHosts, close);

    /// <summary>Something happened on one of the engines.</summary>
    public event EventHandler<ContainerEvent> ContainerEvent
    {
        add
        {
            lock (gate) listeners += value;
        }
        remove
        {
            lock (gate)
            {
                listeners -= value;
                if (listeners is null) close();
            }
        }
    }

    /// <summary>The engines that are listened to.</summary>
    public IReadOnlyList<string> EngineHosts { get; }

    /// <summary>
    /// The last warning or failure: events that may be missing, or why an engine is not listened to any more;
    /// <see langword="null"/> while all is well. It is also in the streams of the subscription's job.
    /// </summary>
    public string? Problem { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => string.Join(", ", EngineHosts);
}
