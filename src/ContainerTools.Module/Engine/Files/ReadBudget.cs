namespace ContainerTools.Engine.Files;

/// <summary>
/// How many bytes a reader may be ahead of the pipeline. A reader that has waited for some time lets go of what others may need,
/// for the pipeline may be waiting for just that.
/// </summary>
internal sealed class ReadBudget(long limit)
{
    private readonly object gate = new();
    private long ahead;

    /// <summary>Counts bytes that have been read, and waits until there is room for more.</summary>
    /// <returns>Whether there was room in time.</returns>
    public bool Take(long bytes, TimeSpan patience)
    {
        lock (gate)
        {
            ahead += bytes;
            var end = DateTime.UtcNow + patience;
            while (ahead > limit)
            {
                var left = end - DateTime.UtcNow;
                if (left <= TimeSpan.Zero || !Monitor.Wait(gate, left)) return ahead <= limit;
            }
            return true;
        }
    }

    /// <summary>Waits until half of the room is free.</summary>
    public void WaitForRoom(CancellationToken token)
    {
        using var wake = token.UnsafeRegister(static budget => ((ReadBudget)budget!).Wake(), this);
        lock (gate)
        {
            while (ahead > limit / 2)
            {
                token.ThrowIfCancellationRequested();
                Monitor.Wait(gate);
            }
        }
    }

    /// <summary>Counts bytes that the pipeline has taken.</summary>
    public void Return(long bytes)
    {
        lock (gate)
        {
            ahead -= bytes;
            Monitor.PulseAll(gate);
        }
    }

    private void Wake()
    {
        lock (gate) Monitor.PulseAll(gate);
    }
}
