using System.Collections.Concurrent;
using System.Diagnostics;
using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;
using Docker.DotNet;

namespace ContainerTools.Commands;

/// <summary>Samples many containers, once or again and again, and decides what is an error when one of them does not run.</summary>
/// <param name="count">How many samples of each; <see langword="null"/> for as long as it runs.</param>
/// <param name="interval">Time from one sample to the next.</param>
internal sealed class StatsSampler(int? count, TimeSpan interval)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<EngineConnection, SemaphoreSlim> gates = new();

    /// <summary>Takes one sample of one container.</summary>
    public async Task<IReadOnlyList<Emission>> SampleAsync(ContainerTarget target, CancellationToken token) =>
        [await SampleAsync(Follow(target), token).ConfigureAwait(false)];

    /// <summary>Samples one container until there are enough samples, or it has ended.</summary>
    public async Task RunAsync(ContainerTarget target, Emitter emitter, CancellationToken token)
    {
        var follower = Follow(target);
        var clock = Stopwatch.StartNew();
        var due = TimeSpan.Zero;
        for (var taken = 0; count is null || taken < count;)
        {
            if (due > clock.Elapsed) await Task.Delay(due - clock.Elapsed, token).ConfigureAwait(false);
            var emission = await SampleAsync(follower, token).ConfigureAwait(false);
            await emitter.SendAsync(emission).ConfigureAwait(false);
            // The first sample takes time of its own; from there on the clock is kept.
            due = (taken == 0 ? clock.Elapsed : due) + interval;
            if (due < clock.Elapsed) due = clock.Elapsed;
            if (emission is Emission.Output) taken++;
            else if (emission is Emission.Failure || !await IsRestartingAsync(target, token).ConfigureAwait(false)) return;
        }
    }

    /// <summary>Samples all containers of an engine that run; those that are started later too, where there is no end.</summary>
    public async Task RunAllAsync(EngineConnection engine, EngineEndpoint endpoint, Emitter emitter, CancellationToken token)
    {
        if (count == 1)
        {
            var samples = (await RunningAsync(engine, endpoint, token).ConfigureAwait(false)).ConvertAll(t => SampleAsync(Follow(t), token));
            foreach (var sample in samples) await emitter.SendAsync(await sample.ConfigureAwait(false)).ConfigureAwait(false);
            return;
        }
        var followed = new Dictionary<string, Task>(StringComparer.Ordinal);
        do
        {
            foreach (var target in await RunningAsync(engine, endpoint, token).ConfigureAwait(false))
            {
                if (!followed.TryGetValue(target.Id, out var task) || task.IsCompleted) followed[target.Id] = RunAsync(target, emitter, token);
            }
            await (count is null ? Task.Delay(LookAgain, token) : Task.WhenAll(followed.Values)).ConfigureAwait(false);
        }
        while (count is null);
    }

    private StatsFollower Follow(ContainerTarget target) => new(target, gates.GetOrAdd(target.Engine, static engine =>
    {
        var places = StatsFollower.Concurrency(engine);
        return new SemaphoreSlim(places, places);
    }));

    private static async Task<Emission> SampleAsync(StatsFollower follower, CancellationToken token)
    {
        try
        {
            return await TrySampleAsync(follower, token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !token.IsCancellationRequested)
        {
            return new Emission.Failure(Errors.OfContainer(e, follower.Target.Endpoint, follower.Target.Reference));
        }
    }

    private static async Task<Emission> TrySampleAsync(StatsFollower follower, CancellationToken token)
    {
        var target = follower.Target;
        var isThere = true;
        try
        {
            if (await follower.NextAsync(token).ConfigureAwait(false) is { } sample) return new Emission.Output(sample);
        }
        catch (DockerApiException)
        {
            // One that ends while it is read may be answered with any error.
            var state = await StateAsync(target, token).ConfigureAwait(false);
            if (state is ContainerState.Running or ContainerState.Paused) throw;
            isThere = state is not null;
        }
        // Only a name that somebody wrote promises a container that runs; one that has run until now has kept the promise.
        if (follower.HasRun || target.Reference.IsObject || target.Reference.IsPattern) return new Emission.Verbose($"{target.Caption} is not running.");
        return new Emission.Failure(isThere ? Errors.ContainerNotRunning(target.Reference.Text) : Errors.ContainerNotFound(target.Reference.Text));
    }

    private static async Task<bool> IsRestartingAsync(ContainerTarget target, CancellationToken token)
    {
        try
        {
            return await StateAsync(target, token).ConfigureAwait(false) == ContainerState.Restarting;
        }
        catch (Exception e) when (e is not OperationCanceledException || !token.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>What a container is doing now; <see langword="null"/> if it has gone.</summary>
    private static async Task<ContainerState?> StateAsync(ContainerTarget target, CancellationToken token)
    {
        try
        {
            return (await target.InspectAsync(token).ConfigureAwait(false)).State;
        }
        catch (DockerApiException e) when (ContainerTarget.IsGone(e))
        {
            return null;
        }
    }

    /// <summary>Without the parameter "all" the engine lists what runs, paused containers too, as <c>docker stats</c> shows it.</summary>
    private static async Task<List<ContainerTarget>> RunningAsync(EngineConnection engine, EngineEndpoint endpoint, CancellationToken token)
    {
        var list = await engine.GetAsync("containers/json", null, token).ConfigureAwait(false);
        return
        [
            .. list.List().Select(json => ContainerMapping.FromList(json, endpoint))
                .Select(c => new ContainerTarget(new ContainerReference(c), engine, endpoint, c.Id, c.Name)),
        ];
    }
}
