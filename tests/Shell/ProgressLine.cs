using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace ContainerTools.Shell;

/// <summary>
/// The progress that was reported last, on one line of the terminal that is written over and wiped away; at most five
/// times a second. Nothing at all when the output does not go to a terminal.
/// </summary>
internal sealed class ProgressLine(TextWriter terminal, bool visible, PSHostRawUserInterface screen)
{
    private const string WipeLine = "\r\u001b[K";
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private readonly Dictionary<(long Source, int Activity), string> activities = [];
    private long shownAt;
    private bool shown;

    public void Show(long source, ProgressRecord record)
    {
        if (!visible)
            return;
        if (record.RecordType == ProgressRecordType.Completed)
        {
            activities.Remove((source, record.ActivityId));
            if (activities.Count == 0)
                Clear();
            return;
        }

        activities[(source, record.ActivityId)] = record.Activity;
        if (shown && Stopwatch.GetElapsedTime(shownAt) < Interval)
            return;
        var text = Text(source, record);
        var width = Math.Max(1, screen.BufferSize.Width - 1);
        if (text.Length > width)
            text = text[..(width - 1)] + "…";
        var style = PSHostUserInterface.GetOutputString(PSStyle.Instance.Progress.Style, supportsVirtualTerminal: true);
        var reset = style.Length > 0 ? PSStyle.Instance.Reset : "";
        terminal.Write($"{WipeLine}{style}{text}{reset}");
        terminal.Flush();
        shown = true;
        shownAt = Stopwatch.GetTimestamp();
    }

    /// <summary>Wipes the line away, so that other text starts on an empty one.</summary>
    public void Clear()
    {
        if (!shown)
            return;
        terminal.Write(WipeLine);
        terminal.Flush();
        shown = false;
    }

    private string Text(long source, ProgressRecord record)
    {
        var parent = activities.TryGetValue((source, record.ParentActivityId), out var activity) ? activity + " > " : "";
        var percent = record.PercentComplete >= 0 ? $" {record.PercentComplete}%" : "";
        var left = record.SecondsRemaining >= 0 ? $" {TimeSpan.FromSeconds(record.SecondsRemaining):c} left" : "";
        return $"{parent}{record.Activity}: {record.StatusDescription}{percent}{left}".ReplaceLineEndings(" ");
    }
}
