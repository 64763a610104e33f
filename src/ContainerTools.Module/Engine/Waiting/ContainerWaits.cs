using System.Collections.Concurrent;
using System.Diagnostics;
using ContainerTools.Engine.Events;
using Docker.DotNet;

namespace ContainerTools.Engine.Waiting;

/// <summary>The waits of one cmdlet, which share a stream of events on each engine.</summary>
/// <param name="answerTime">How long an engine may take to answer.</param>
internal sealed class ContainerWaits(TimeSpan answerTime, CancellationToken token) : IDisposable
{
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(token);
    private readonly ConcurrentDictionary<EngineConnection, Lazy<Task<ContainerNews>>> news = new();

    /// <summary>Ends with the cmdlet.</summary>
    public CancellationToken Token => ended.Token;

    /// <summary>Begins to listen to a container's engine.</summary>
    public Task<ContainerNews> ListenAsync(ContainerTarget target) =>
        news.GetOrAdd(target.Engine, engine => new(() => ContainerNews.OpenAsync(engine, target.Endpoint, answerTime, ended.Token))).Value;

    /// <summary>Waits for what is wished of one container.</summary>
    /// <returns>What has come.</returns>
    /// <exception cref="WaitMissedException">It has not come, because the time was over or the container ended.</exception>
    public async Task<ContainerWaitResult> WaitAsync(ContainerTarget target, WaitWishes wishes, int? seconds)
    {
        var clock = Stopwatch.StartNew();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ended.Token);
        if (seconds is { } time) limit.CancelAfter(TimeSpan.FromSeconds(time));
        var goals = wishes.Goals();
        var open = goals.ToList();
        try
        {
            var watch = goals.Exists(goal => goal.NeedsWatch) ? new ContainerWatch(target, await ListenAsync(target).WaitAsync(limit.Token).ConfigureAwait(false)) : null;
            if (watch is not null) _ = Task.Run(() => watch.RunAsync(limit.Token), CancellationToken.None);
            var met = await MeetAsync(target, goals.ConvertAll(goal => (goal, goal.RunAsync(target, watch, limit.Token))), wishes.Any, open, limit.Token).ConfigureAwait(false);
            return Result(target, met, clock.Elapsed);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ended.IsCancellationRequested)
        {
            var container = await NowAsync(target).ConfigureAwait(false);
            throw new WaitMissedException($"{target.Caption} {Join(open, goal => goal.Missed(seconds!.Value, container), wishes.Any)}.", null);
        }
        catch (ContainerEndedException e)
        {
            var how = e.Container.ExitCode is { } code ? $"ended with exit code {code.Invariant()}" : "was removed";
            throw new WaitMissedException($"{target.Caption} {how} before it {Join(open, goal => goal.Wanted, wishes.Any)}.", e);
        }
        finally
        {
            await limit.CancelAsync().ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        ended.Cancel();
        ended.Dispose();
    }

    /// <summary>Waits for all of the goals, or for one. A goal that fails fails the others, unless one of them is enough.</summary>
    /// <param name="open">The goals that are not met yet.</param>
    private static async Task<List<WaitMet>> MeetAsync(ContainerTarget target, List<(WaitGoal Goal, Task<WaitMet> Run)> running, bool any, List<WaitGoal> open, CancellationToken token)
    {
        var met = new List<WaitMet>();
        while (running.Count > 0)
        {
            var done = await Task.WhenAny(running.Select(r => r.Run)).ConfigureAwait(false);
            var first = running.Find(r => r.Run == done);
            running.Remove(first);
            if (done.IsFaulted && any && running.Count > 0) continue;
            if (done.Exception?.InnerException is DockerApiException failure && await ReasonAsync(target, failure, token).ConfigureAwait(false) is { } end) throw end;
            if (done.Exception?.InnerException is ContainerEndedException) await SettleAsync(running, open).ConfigureAwait(false);
            met.Add(await done.ConfigureAwait(false));
            open.Remove(first.Goal);
            if (any) break;
        }
        return met;
    }

    /// <summary>A container that is removed while it is asked for something may be answered with any error: then its end is the reason.</summary>
    private static async Task<Exception?> ReasonAsync(ContainerTarget target, DockerApiException failure, CancellationToken token)
    {
        if (ContainerTarget.IsGone(failure)) return null;
        try
        {
            var look = await ContainerLook.TakeAsync(target, hasStarted: false, null, token).ConfigureAwait(false);
            return look.Container.State is ContainerState.Removing or ContainerState.Dead ? new ContainerEndedException(look.Container, []) : null;
        }
        catch (DockerApiException gone) when (ContainerTarget.IsGone(gone))
        {
            return gone;
        }
    }

    /// <summary>When a container has ended, some of what was waited for may be in what it leaves behind.</summary>
    private static async Task SettleAsync(List<(WaitGoal Goal, Task<WaitMet> Run)> running, List<WaitGoal> open)
    {
        await Task.WhenAny(Task.WhenAll(running.Select(r => r.Run)), Task.Delay(SettleTime)).ConfigureAwait(false);
        open.RemoveAll(goal => running.Exists(r => r.Goal == goal && r.Run.IsCompletedSuccessfully));
    }

    /// <summary>The container as it is when a wait is given up; <see langword="null"/> where the engine does not say so at once.</summary>
    private async Task<Container?> NowAsync(ContainerTarget target)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ended.Token);
        limit.CancelAfter(SettleTime);
        try
        {
            return await target.InspectAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DockerApiException || Outage.Is(e) || (e is OperationCanceledException && !ended.IsCancellationRequested))
        {
            return null;
        }
    }

    private static string Join(List<WaitGoal> open, Func<WaitGoal, string> words, bool any)
    {
        var (all, and) = (open.ConvertAll(goal => words(goal)), any ? " or " : " and ");
        return all.Count < 2 ? all[0] : string.Join(", ", all.SkipLast(1)) + and + all[^1];
    }

    private static ContainerWaitResult Result(ContainerTarget target, List<WaitMet> met, TimeSpan elapsed) => new()
    {
        ContainerName = target.Name,
        ContainerId = target.Id,
        Condition = met.Select(m => m.Condition).FirstOrDefault(c => c is not null),
        ExitCode = met.Select(m => m.ExitCode).FirstOrDefault(c => c is not null),
        LogEntry = [.. met.Select(m => m.LogEntry).OfType<ContainerLogEntry>()],
        Port = [.. met.Select(m => m.Port).OfType<int>()],
        Path = [.. met.Select(m => m.Path).OfType<string>()],
        Elapsed = elapsed,
        Context = target.Endpoint.Context,
        EngineHost = target.Endpoint.HostText,
    };
}
