namespace ContainerTools.Engine.Build;

/// <summary>A step while it is built; <see cref="ToStep"/> makes what a user gets.</summary>
internal sealed class BuildStepRecord(string? digest)
{
    /// <summary>How many lines of a step's output are kept.</summary>
    public const int LongestLog = 10_000;

    private readonly Queue<string> log = new();
    private DateTimeOffset? currentStart;
    private DateTimeOffset? lastStart;
    private TimeSpan worked;
    private TimeSpan lastWorked;

    public string? Digest { get; } = digest;

    public string Name { get; set; } = "";

    public DateTimeOffset? Started { get; private set; }

    public DateTimeOffset? Completed { get; private set; }

    public bool Cached { get; set; }

    public string? Error { get; set; }

    public int? ExitCode { get; set; }

    public bool IsRunning => currentStart is not null;

    /// <summary>What it is busy with, for the progress: its last line, or how far a download is.</summary>
    public string Status { get; set; } = "";

    public long? Done { get; set; }

    public long? Total { get; set; }

    /// <summary>A step may begin several times: BuildKit looks a base image up in its cache first, and fetches it later.</summary>
    public void Start(DateTimeOffset time)
    {
        Started ??= time;
        currentStart = time;
    }

    public void Complete(DateTimeOffset start, DateTimeOffset time)
    {
        Started ??= start;
        // The same end may be told twice, and a later one instead of an earlier.
        if (lastStart != start) lastWorked = TimeSpan.Zero;
        worked += time - start - lastWorked;
        (lastStart, lastWorked) = (start, time - start);
        Completed = time;
        currentStart = null;
    }

    public void AddLine(string line)
    {
        if (log.Count == LongestLog) log.Dequeue();
        log.Enqueue(line);
        if (line.Length > 0) Status = line;
    }

    public IEnumerable<string> LastLines(int count) => log.TakeLast(count);

    public ContainerBuildStep ToStep() => new()
    {
        Name = Name,
        Digest = Digest,
        Started = Started,
        Completed = IsRunning ? null : Completed,
        Duration = IsRunning || Completed is null ? null : worked,
        Cached = Cached,
        Error = Error,
        ExitCode = ExitCode,
        Log = [.. log],
    };
}
