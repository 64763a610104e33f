using ContainerTools.Engine.Events;

namespace ContainerTools.Engine.Waiting;

/// <summary>One thing that is waited for of one container.</summary>
internal abstract class WaitGoal
{
    /// <summary>What it is, for "it ended before it …".</summary>
    public abstract string Wanted { get; }

    /// <summary>What is the matter where it has not come in time: "was not healthy within 10 s".</summary>
    /// <param name="container">The container as it is then, where it could be asked for.</param>
    public abstract string Missed(int seconds, Container? container);

    /// <summary>Whether it takes a watch on the container.</summary>
    public virtual bool NeedsWatch => true;

    /// <summary>Waits until it has come.</summary>
    /// <exception cref="ContainerEndedException">The container ended before, and nothing is about to start it again.</exception>
    public abstract Task<WaitMet> RunAsync(ContainerTarget target, ContainerWatch? watch, CancellationToken token);

    /// <summary>Fails where the container has ended, with what it wrote last.</summary>
    protected static async Task ThrowIfEndedAsync(ContainerTarget target, ContainerLook look, CancellationToken token)
    {
        if (!look.HasEnded) return;
        IReadOnlyList<ContainerLogEntry> lines;
        try
        {
            // The look may be from before the engine was away, and the container runs again.
            look = await ContainerLook.TakeAsync(target, look.HasStarted, look, token).ConfigureAwait(false);
            if (!look.HasEnded) return;
            // The log is read on a connection of its own, which an engine that is going down does not take any more.
            lines = await RunLog.LastAsync(target, look, token).ConfigureAwait(false);
            // A line too many says more than none.
            if (lines.Count == 0) lines = await RunLog.LastAsync(target, look.WithLongestLog(), token).ConfigureAwait(false);
        }
        catch (Exception e) when (Outage.Is(e))
        {
            return; // it may start its containers again when it is back
        }
        throw new ContainerEndedException(look.Container, lines);
    }
}

/// <summary>What a goal found.</summary>
internal sealed record WaitMet
{
    public ContainerWaitCondition? Condition { get; init; }

    public int? ExitCode { get; init; }

    public ContainerLogEntry? LogEntry { get; init; }

    public int? Port { get; init; }

    public string? Path { get; init; }
}

/// <summary>Pauses between attempts of a goal that no event tells of, from a tenth of a second to a second.</summary>
internal sealed class GoalPause
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private TimeSpan next = TimeSpan.FromMilliseconds(100);

    public TimeSpan Take()
    {
        var pause = next;
        next = pause * 1.5 < Longest ? pause * 1.5 : Longest;
        return pause;
    }
}
