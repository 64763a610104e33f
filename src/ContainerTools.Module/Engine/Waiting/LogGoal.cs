using System.Text.RegularExpressions;
using ContainerTools.Engine.Events;

namespace ContainerTools.Engine.Waiting;

/// <summary>The container has written a line that fits a pattern, since it was last started.</summary>
internal sealed class LogGoal(Regex pattern) : WaitGoal
{
    public override string Wanted => $"wrote a line that fits '{pattern}'";

    public override string Missed(int seconds, Container? container) => $"wrote no line that fits '{pattern}' within {seconds.Invariant()} s";

    public override async Task<WaitMet> RunAsync(ContainerTarget target, ContainerWatch? watch, CancellationToken token)
    {
        var backoff = new Backoff();
        for (ContainerLook? look = null; ;)
        {
            look = await watch!.NextAsync(look, token).ConfigureAwait(false);
            if (look.LogStart is null) continue; // it has never been started
            try
            {
                if (await RunLog.FindAsync(target, look, Fits, token).ConfigureAwait(false) is { } entry) return new WaitMet { LogEntry = entry };
                // Its log has ended, so its run has. The look may be from before that.
                await ThrowIfEndedAsync(target, look, token).ConfigureAwait(false);
            }
            catch (Exception e) when (Outage.Is(e))
            {
                await watch.PauseAsync(look, backoff.Take(), token).ConfigureAwait(false);
            }
        }
    }

    private bool Fits(ContainerLogEntry entry)
    {
        try
        {
            return pattern.IsMatch(entry.Message);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new EngineException("LogPatternTooSlow", ErrorCategory.InvalidArgument, pattern.ToString(),
                $"The pattern '{pattern}' takes too long on a line of {entry.Message.Length.Invariant()} characters. Write it so that it does not try every way to divide the line: without one repetition within another.");
        }
    }
}
