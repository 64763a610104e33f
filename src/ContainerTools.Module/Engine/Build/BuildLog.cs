namespace ContainerTools.Engine.Build;

/// <summary>
/// What has been learnt of a build from the engine's messages, whichever builder sent them, and who wants to know of it as it
/// comes.
/// </summary>
internal sealed class BuildLog
{
    private readonly List<BuildStepRecord> steps = [];

    /// <summary>A step has begun, written a line, or ended.</summary>
    public Action<BuildStepRecord> Changed { get; init; } = static _ => { };

    public Action<BuildStepRecord, string> LineWritten { get; init; } = static (_, _) => { };

    public Action<BuildStepRecord> Ended { get; init; } = static _ => { };

    public Action<string> Warned { get; init; } = static _ => { };

    /// <summary>All steps in the order in which they were first heard of.</summary>
    public IReadOnlyList<BuildStepRecord> Steps => steps;

    /// <summary>The image that was built; the last one told counts.</summary>
    public string? ImageId { get; set; }

    public BuildStepRecord Add(string? digest)
    {
        var step = new BuildStepRecord(digest);
        steps.Add(step);
        return step;
    }

    public void Line(BuildStepRecord step, string line)
    {
        step.AddLine(line);
        LineWritten(step, line);
        Changed(step);
    }
}
