using System.Diagnostics;
using ContainerTools.Engine.Events;
using Docker.DotNet;

namespace ContainerTools.Engine.Waiting;

/// <summary>The container does not run, ends the next time, or is removed: the engine itself waits, and is asked again where it went away.</summary>
internal sealed class EndGoal(ContainerWaitCondition condition) : WaitGoal
{
    /// <summary>An attempt that has lasted so long had found the engine.</summary>
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(5);

    public override string Wanted => condition == ContainerWaitCondition.Removed ? "was removed" : "ended";

    public override string Missed(int seconds, Container? container) => condition switch
    {
        ContainerWaitCondition.NextExit => $"did not end within {seconds.Invariant()} s",
        ContainerWaitCondition.Removed => $"was not removed within {seconds.Invariant()} s",
        _ => $"still runs after {seconds.Invariant()} s",
    };

    public override bool NeedsWatch => false;

    public override async Task<WaitMet> RunAsync(ContainerTarget target, ContainerWatch? watch, CancellationToken token)
    {
        var before = condition == ContainerWaitCondition.NextExit ? await target.InspectAsync(token).ConfigureAwait(false) : null;
        var backoff = new Backoff();
        var away = new Stopwatch();
        while (true)
        {
            var attempt = Stopwatch.StartNew();
            try
            {
                if (away.IsRunning && before is not null && await target.InspectAsync(token).ConfigureAwait(false) is var now && now.FinishedAt != before.FinishedAt) return Met(now.ExitCode);
                return Met(await EndAsync(target, token).ConfigureAwait(false));
            }
            catch (DockerApiException e) when (condition == ContainerWaitCondition.Removed && ContainerTarget.IsGone(e))
            {
                return Met(null);
            }
            catch (Exception e) when (Outage.Is(e) && (away.Elapsed < ContainerNews.Patience || attempt.Elapsed > Steady))
            {
                if (attempt.Elapsed > Steady) (away, backoff) = (new Stopwatch(), new Backoff());
                away.Start();
                await Task.Delay(backoff.Take(), token).ConfigureAwait(false);
            }
        }
    }

    private WaitMet Met(int? code) => new() { Condition = condition, ExitCode = code };

    private async Task<int?> EndAsync(ContainerTarget target, CancellationToken token)
    {
        var word = condition switch
        {
            ContainerWaitCondition.NextExit => "next-exit",
            ContainerWaitCondition.Removed => "removed",
            _ => "not-running",
        };
        var answer = await AskAsync(target, word, token).ConfigureAwait(false);
        if (answer.Child("Error").TextOrNull("Message") is { } problem)
        {
            throw new EngineException("WaitFailed", ErrorCategory.InvalidResult, null, $"The wait for {target.Caption} ended with an error of the engine: {problem}");
        }
        // Of one that has been removed podman says 0, whatever it ended with.
        if (condition == ContainerWaitCondition.Removed && target.Engine.Version.IsPodman) return null;
        var code = answer.Integer("StatusCode");
        // Of a container that was never started the engine says 0, and podman -1.
        if (code is 0 or -1 && condition == ContainerWaitCondition.NotRunning && target.State is null or ContainerState.Created
            && (await target.InspectAsync(token).ConfigureAwait(false)).State == ContainerState.Created)
        {
            return null;
        }
        return code;
    }

    private static async Task<JsonElement> AskAsync(ContainerTarget target, string condition, CancellationToken token)
    {
        using var response = await target.Engine.SendAsync(HttpMethod.Post, target.Path("/wait"), new Query().Add("condition", condition), null, token).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(token).ConfigureAwait(false);
        // The engine answers its headers at once; one that is stopped ends the rest without a word.
        return body.Length > 0 ? target.Engine.ReadJson(body) : throw new IOException("the engine ended its answer before the container ended");
    }
}
