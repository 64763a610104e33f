namespace ContainerTools.Commands;

/// <summary>What the live view shows: the containers in their order, and what went wrong last. Samples come from many threads.</summary>
/// <param name="stale">After which time without a sample a container is not shown any more.</param>
internal sealed class StatsBoard(ContainerStatsOrder order, TimeSpan stale)
{
    private const byte Interrupt = 3;

    private readonly object gate = new();
    private readonly Dictionary<string, StatsRow> rows = new(StringComparer.Ordinal);
    private bool reversed;

    /// <summary>Set when there is something new to show.</summary>
    public AutoResetEvent Changed { get; } = new(initialState: true);

    public ContainerStatsOrder Order { get; private set; } = order;

    /// <summary>Whether what is sorted shows its smallest first.</summary>
    public bool Ascending => reversed != (Order == ContainerStatsOrder.Name);

    /// <summary>What went wrong last; <see langword="null"/> while all is well.</summary>
    public string? Message { get; private set; }

    /// <summary>Whether the person has seen enough.</summary>
    public bool Ended { get; private set; }

    public void Add(ContainerStats sample)
    {
        lock (gate)
        {
            var key = sample.EngineHost + sample.ContainerId;
            if (!rows.TryGetValue(key, out var row)) rows[key] = row = new StatsRow(sample);
            row.Add(sample);
            Message = null;
        }
        Changed.Set();
    }

    public void Tell(string message)
    {
        Message = message;
        Changed.Set();
    }

    /// <summary>The containers in their order.</summary>
    public IReadOnlyList<StatsRow> Rows()
    {
        lock (gate)
        {
            var oldest = DateTime.UtcNow - stale;
            foreach (var (key, row) in rows)
            {
                if (row.Updated < oldest) rows.Remove(key);
            }
            var byName = rows.Values.OrderBy(row => row.Latest.Name, StringComparer.OrdinalIgnoreCase);
            var sorted = Order == ContainerStatsOrder.Name ? byName.ToList() : [.. byName.OrderByDescending(row => row.Weight(Order))];
            if (reversed) sorted.Reverse();
            return sorted;
        }
    }

    /// <summary>Takes a key.</summary>
    public void Press(byte key)
    {
        switch ((char)key)
        {
            case 'q' or 'Q' or (char)Interrupt: Ended = true; break;
            case 'r' or 'R': reversed = !reversed; break;
            case 'c' or 'C': Sort(ContainerStatsOrder.Cpu); break;
            case 'm' or 'M': Sort(ContainerStatsOrder.Memory); break;
            case 'n' or 'N': Sort(ContainerStatsOrder.Network); break;
            case 'd' or 'D': Sort(ContainerStatsOrder.Disk); break;
            case 'a' or 'A': Sort(ContainerStatsOrder.Name); break;
            default: return;
        }
        Changed.Set();
    }

    /// <summary>Says that there is no more to be read from the person.</summary>
    public void End()
    {
        Ended = true;
        Changed.Set();
    }

    private void Sort(ContainerStatsOrder by) => (Order, reversed) = (by, false);
}
