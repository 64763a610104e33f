using System.Diagnostics;
using System.Threading.Channels;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>
/// Progress of one piece of work with parts: a parent record and one child for each part that moves. At most five records a
/// second of each; what comes in between is shown with the next, or when the pause is over and nothing has come. The end is
/// told once, and only of what was shown.
/// </summary>
/// <param name="activity">What is being done.</param>
/// <param name="write">Takes a record to the pipeline, from any thread.</param>
/// <param name="partsName">What the parts are, in the plural.</param>
internal sealed class ProgressReport(string activity, Action<ProgressRecord> write, string partsName = "layers")
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static int lastId;

    private readonly object gate = new();
    private readonly int id = Interlocked.Add(ref lastId, 1000);
    private readonly Dictionary<string, Part> parts = new(StringComparer.Ordinal);
    // Work that is done before the first pause has passed shows nothing at all.
    private long lastWritten = Stopwatch.GetTimestamp();
    private Action? waiting;
    private Timer? later;
    private bool shown;
    private bool completed;

    /// <summary>Tells how far the whole is.</summary>
    public void Report(string status, long? done, long? total)
    {
        lock (gate) Show(() => Write(Record(id, activity, status, done, total)));
    }

    /// <summary>Tells how far a part is.</summary>
    /// <param name="part">Its name, such as a layer's digest.</param>
    public void Report(string part, string status, long? done, long? total)
    {
        lock (gate)
        {
            if (!parts.TryGetValue(part, out var known)) parts[part] = known = new Part(id + parts.Count + 1);
            (known.Status, known.Done, known.Total, known.HasEnded) = (status, done, total, false);
            Show(WriteParts);
        }
    }

    /// <summary>Tells that a part has ended; it may begin again.</summary>
    public void End(string part)
    {
        lock (gate)
        {
            if (!parts.TryGetValue(part, out var known)) return;
            known.HasEnded = true;
            Show(WriteParts);
        }
    }

    /// <summary>Writes now or, if that is too early, when the pause is over: by then more may have come, or nothing.</summary>
    private void Show(Action records)
    {
        if (completed) return;
        var pause = Pause - Stopwatch.GetElapsedTime(lastWritten);
        if (pause > TimeSpan.Zero)
        {
            if (waiting is null) (later ??= new Timer(static report => ((ProgressReport)report!).ShowWaiting(), this, Timeout.Infinite, Timeout.Infinite)).Change(pause, Timeout.InfiniteTimeSpan);
            waiting = records;
            return;
        }
        waiting = null;
        lastWritten = Stopwatch.GetTimestamp();
        shown = true;
        records();
    }

    private void ShowWaiting()
    {
        try
        {
            lock (gate)
            {
                if (waiting is not { } records) return;
                // Something else may have been written meanwhile, or the timer was a little early: then it waits again.
                waiting = null;
                Show(records);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            // The pipeline has ended meanwhile, and nobody looks any more.
        }
    }

    private void WriteParts()
    {
        var finished = parts.Values.Count(p => p.IsFinished);
        Write(Record(id, activity, $"{finished.Invariant()} of {parts.Count.Invariant()} {partsName}", finished, parts.Count));
        foreach (var (name, state) in parts)
        {
            if (state.IsFinished && !state.Shown) continue;
            var record = Record(state.Id, name, state.Status, state.Done, state.Total);
            record.ParentActivityId = id;
            if (state.IsFinished) record.RecordType = ProgressRecordType.Completed;
            state.Shown = !state.IsFinished;
            Write(record);
        }
    }

    /// <summary>Tells what an engine's message says: a layer's progress, or what it does altogether.</summary>
    public void Message(JsonElement message)
    {
        if (message.TextOrNull("status") is not { } status) return;
        var progress = message.Child("progressDetail");
        // "Pulling from" names a repository and its tag where the other messages name a layer.
        var isLayer = !status.StartsWith("Pulling from", StringComparison.Ordinal);
        // Newer engines also count seconds here.
        var inBytes = progress.TextOrNull("units") is null;
        var (done, total) = inBytes ? (progress.Number("current"), progress.Number("total")) : (null, null);
        if (isLayer && message.TextOrNull("id") is { } layer) Report(layer, status, done, total);
        else Report(status, done, total);
    }

    /// <summary>Takes away what was shown; nothing is shown any more after that.</summary>
    public void Complete()
    {
        lock (gate)
        {
            completed = true;
            waiting = null;
            later?.Dispose();
            foreach (var (name, state) in parts)
            {
                if (!state.Shown) continue;
                state.Shown = false;
                Write(new ProgressRecord(state.Id, name, "done") { ParentActivityId = id, RecordType = ProgressRecordType.Completed });
            }
            if (shown) Write(new ProgressRecord(id, activity, "done") { RecordType = ProgressRecordType.Completed });
            shown = false;
        }
    }

    private void Write(ProgressRecord record) => write(record);

    private static ProgressRecord Record(int id, string activity, string status, long? done, long? total)
    {
        // What is sent may be more than was foretold: a tar has headers.
        if (done > total) total = null;
        var bytes = done is { } count && total is > 1000 ? $"{status} {Bytes(count)} of {Bytes(total.Value)}" : done is > 1000 ? $"{status} {Bytes(done.Value)}" : status;
        // Records with empty text or more than 100 % throw.
        return new ProgressRecord(id, activity.Length > 0 ? activity : " ", bytes.Length > 0 ? bytes : " ")
        {
            PercentComplete = done is { } part && total is > 0 ? (int)Math.Clamp(part * 100 / total.Value, 0, 100) : -1,
        };
    }

    private static string Bytes(long count) => count switch
    {
        < 1_000_000 => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count / 1e3:0.0} kB"),
        < 1_000_000_000 => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count / 1e6:0.0} MB"),
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count / 1e9:0.00} GB"),
    };

    private sealed class Part(int id)
    {
        public int Id { get; } = id;

        public string Status { get; set; } = "";

        public long? Done { get; set; }

        public long? Total { get; set; }

        public bool Shown { get; set; }

        public bool HasEnded { get; set; }

        public bool IsFinished => HasEnded || Status is "Pull complete" or "Already exists" or "Pushed" or "Layer already exists" || Status.StartsWith("Mounted from", StringComparison.Ordinal);
    }
}
