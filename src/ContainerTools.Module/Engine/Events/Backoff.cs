namespace ContainerTools.Engine.Events;

/// <summary>The pauses between attempts to reach an engine that has gone away: none before the first, then longer and longer.</summary>
internal sealed class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>The pause before the next attempt.</summary>
    public TimeSpan Pending { get; private set; }

    /// <summary>Takes the pause that is due; the one after it is longer.</summary>
    public TimeSpan Take()
    {
        var pause = Pending;
        Pending = pause == TimeSpan.Zero ? First : pause * 2 < Longest ? pause * 2 : Longest;
        return pause;
    }

    /// <summary>Begins again: the engine has shown that it is there.</summary>
    public void Reset() => Pending = TimeSpan.Zero;
}
