using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ContainerTools.Engine.Build;

/// <summary>
/// Follows a build of the classic builder, which writes text for people. Its times are those at which the text arrives.
/// </summary>
internal sealed partial class ClassicBuildOutput(BuildLog log, TimeProvider clock)
{
    private readonly StringBuilder pending = new();
    private BuildStepRecord? current;
    private DateTimeOffset started;
    private int number;

    /// <summary>Takes in the text of one message.</summary>
    public void Read(string text)
    {
        pending.Append(text);
        if (!text.Contains('\n', StringComparison.Ordinal)) return;
        var whole = pending.ToString();
        var cut = whole.LastIndexOf('\n');
        pending.Clear().Append(whole, cut + 1, whole.Length - cut - 1);
        foreach (var line in whole[..cut].Split('\n')) ReadLine(Uncoloured(line.TrimEnd('\r')));
    }

    /// <summary>Ends the last step.</summary>
    /// <param name="error">Why the build failed; <see langword="null"/> if it did not.</param>
    /// <param name="exitCode">The exit code of the step's program, where that was why.</param>
    public void End(string? error, int? exitCode)
    {
        if (pending.Length > 0) Read("\n");
        if (current is null) return;
        (current.Error, current.ExitCode) = (error, exitCode);
        EndStep();
    }

    /// <summary>Whether an error is one of a step's program.</summary>
    public static bool IsExit(string error) => Exit().IsMatch(error);

    private void ReadLine(string line)
    {
        // A program may write the same words: a step's number is the next one.
        if (StepHeader().Match(line) is { Success: true } header && int.Parse(header.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) == number + 1)
        {
            EndStep();
            number++;
            current = log.Add(null);
            current.Name = $"[{header.Groups["number"].ValueSpan}/{header.Groups["total"].ValueSpan}] {header.Groups["name"].ValueSpan}";
            started = clock.GetUtcNow();
            current.Start(started);
            log.Changed(current);
        }
        else if (Success().Match(line) is { Success: true } success)
        {
            log.ImageId ??= success.Groups["id"].Value;
        }
        else if (line.StartsWith("[Warning] ", StringComparison.Ordinal))
        {
            log.Warned(line["[Warning] ".Length..]);
        }
        else if (current is null || Notice().IsMatch(line))
        {
            if (current is not null && line.EndsWith("Using cache", StringComparison.Ordinal)) current.Cached = true;
        }
        else if (line.Length > 0)
        {
            log.Line(current, line);
        }
    }

    private void EndStep()
    {
        if (current is null) return;
        current.Complete(started, clock.GetUtcNow());
        log.Ended(current);
        current = null;
    }

    /// <summary>The classic builder paints standard error red.</summary>
    private static string Uncoloured(string line) => line.Replace("\u001b[91m", "", StringComparison.Ordinal).Replace("\u001b[0m", "", StringComparison.Ordinal);

    [GeneratedRegex(@"^(?:Step|STEP) (?<number>[0-9]{1,6})/(?<total>[0-9]{1,6}) ?: (?<name>.+)$")]
    private static partial Regex StepHeader();

    [GeneratedRegex(@"^Successfully built (?<id>[0-9a-f]{12,64})\z")]
    private static partial Regex Success();

    /// <summary>What the builder itself says between the steps.</summary>
    [GeneratedRegex(@"^(?: ---> (?:Using cache|Running in [0-9a-f]{12}|Removed intermediate container [0-9a-f]{12}|[0-9a-f]{12})|Removing intermediate container [0-9a-f]{12}|Successfully tagged .+)\z")]
    private static partial Regex Notice();

    [GeneratedRegex(@"returned a non-zero code: [0-9]+\z")]
    private static partial Regex Exit();
}
