using System.Diagnostics;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.Engine;

/// <summary>
/// Waits until a service is what it should be, as docker's client judges it (its progress.go): all tasks of the last version run,
/// and none of them has ended when the time has passed for which the update's policy watches them.
/// </summary>
/// <param name="service">The service.</param>
/// <param name="whole">Is told how far the whole is: what it is, how many, of how many.</param>
/// <param name="part">Is told how far a task is: which, its state, how far, of how far.</param>
internal sealed class ServiceConvergence(SwarmTarget service, Action<string, long?, long?> whole, Action<string, string, long?, long?> part)
{
    private const int MostParts = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan DefaultMonitor = TimeSpan.FromSeconds(5);

    private TimeSpan monitor = DefaultMonitor;
    private long? convergedAt;
    private bool updating;

    /// <summary>What is still missing, in words.</summary>
    public string Status { get; private set; } = "its tasks are not known yet";

    /// <summary>Waits.</summary>
    /// <exception cref="EngineException">The update, or its rollback, has stopped or was taken back.</exception>
    public async Task RunAsync(CancellationToken token)
    {
        while (!await LookAsync(token).ConfigureAwait(false)) await Task.Delay(Pause, token).ConfigureAwait(false);
    }

    private async Task<bool> LookAsync(CancellationToken token)
    {
        var json = await service.InspectAsync(token).ConfigureAwait(false);
        var spec = json.Child("Spec");
        monitor = spec.Child("UpdateConfig").Nanoseconds("Monitor") ?? monitor;
        var update = json.Child("UpdateStatus");
        var (state, message) = (update.TextOrNull("State"), update.Text("Message"));
        switch (state)
        {
            case "updating": updating = true; break;
            // Whoever asked for a rollback gets one.
            case "rollback_started" when message.Length > 0 && !message.Contains("manually", StringComparison.Ordinal): updating = true; break;
            case "completed" when convergedAt is null: return true;
            case "paused": throw await StoppedAsync("ServiceUpdatePaused", "The update", message, "Undo-ContainerService takes it back, Set-ContainerService makes another.", token).ConfigureAwait(false);
            case "rollback_paused": throw await StoppedAsync("ServiceRollbackPaused", "The rollback", message, "Set-ContainerService makes another update.", token).ConfigureAwait(false);
            // One that the managers have taken back by themselves cannot be taken back once more; one that was asked for can.
            case "rollback_completed" when updating || json.Child("PreviousSpec").ValueKind != JsonValueKind.Object: throw await RolledBackAsync(token).ConfigureAwait(false);
        }
        if (convergedAt is { } since && Stopwatch.GetElapsedTime(since) >= monitor)
        {
            // The managers watch the tasks of before longer than those of the update.
            return updating && state == "rollback_started" ? throw await RolledBackAsync(token).ConfigureAwait(false) : true;
        }

        var tasks = await TasksAsync(token).ConfigureAwait(false);
        var (converged, isJob) = Judge(spec.Child("Mode"), json.Child("JobStatus"), tasks, await ActiveNodesAsync(token).ConfigureAwait(false), state?.StartsWith("rollback", StringComparison.Ordinal) == true);
        if (converged && isJob) return true;
        if (!converged) convergedAt = null;
        else
        {
            convergedAt ??= Stopwatch.GetTimestamp();
            Status = "its tasks run and are being watched";
            whole("All tasks run; watching whether they go on", null, null);
        }
        return false;
    }

    private (bool Converged, bool IsJob) Judge(JsonElement mode, JsonElement job, IReadOnlyList<JsonElement> tasks, IReadOnlySet<string> active, bool rollback)
    {
        if (mode.Child("Replicated") is { ValueKind: JsonValueKind.Object } replicated)
        {
            var wanted = replicated.Integer("Replicas") ?? 1;
            return (Count(Newest(tasks, task => task.Number("Slot") ?? 0, task => IsOn(task, active)), wanted, rollback) == wanted, false);
        }
        if (mode.Child("Global").ValueKind == JsonValueKind.Object)
        {
            var byNode = Newest(tasks, task => task.Text("NodeID"), task => task.TextOrNull("NodeID") is not null && IsOn(task, active));
            return (byNode.Count > 0 && Count(byNode, byNode.Count, rollback) == byNode.Count, false);
        }
        var iteration = job.Child("JobIteration").Number("Index");
        var current = tasks.Where(task => task.Child("JobIteration").Number("Index") == iteration).ToList();
        var total = mode.Child("ReplicatedJob").Integer("TotalCompletions") ?? Newest(current, task => task.Text("NodeID"), task => IsOn(task, active)).Count;
        var done = current.Count(task => State(task) == ContainerTaskState.Complete);
        Tell(done, total, "have ended", current);
        return (total > 0 && done >= total, true);
    }

    /// <summary>
    /// Of tasks that share a place the one that should come next: the lowest desired state, and of these the lowest state.
    /// </summary>
    private static List<JsonElement> Newest<TKey>(IEnumerable<JsonElement> tasks, Func<JsonElement, TKey> place, Func<JsonElement, bool> counts) =>
    [
        .. tasks.Where(task => State(task) != ContainerTaskState.Unknown && counts(task)).GroupBy(place)
            .Select(same => same.OrderBy(Desired).ThenBy(State).First()).OrderBy(task => task.Number("Slot")),
    ];

    private int Count(List<JsonElement> tasks, int wanted, bool rollback)
    {
        var running = tasks.Count(task => Desired(task) <= ContainerTaskState.Running && State(task) == ContainerTaskState.Running);
        Tell(running, wanted, rollback ? "run again as before" : "run", tasks);
        return running;
    }

    private void Tell(int done, int wanted, string what, IReadOnlyList<JsonElement> tasks)
    {
        var error = tasks.Select(task => task.Child("Status").TextOrNull("Err")).LastOrDefault(text => text is not null);
        Status = $"{done.Invariant()} of {wanted.Invariant()} tasks {what}{(error is null ? "" : $"; {error}")}";
        if (wanted > MostParts)
        {
            whole($"{done.Invariant()} of {wanted.Invariant()} tasks {what}", done, wanted);
            return;
        }
        var number = 0;
        foreach (var task in tasks)
        {
            var state = State(task);
            var words = task.Child("Status").TextOrNull("Err") is { } text ? DisplayText.Printable(text) : state.ToString();
            part($"{(++number).Invariant()} of {wanted.Invariant()}", words, Math.Min((long)state, (long)ContainerTaskState.Running), (long)ContainerTaskState.Running);
        }
    }

    private async Task<IReadOnlyList<JsonElement>> TasksAsync(CancellationToken token) =>
        [.. (await service.Engine.GetAsync(SwarmKind.Task.Path, new Query().Add(new FilterMap().Add("service", [service.Id]).Add("_up-to-date", ["true"])), token).ConfigureAwait(false)).Items()];

    private async Task<IReadOnlySet<string>> ActiveNodesAsync(CancellationToken token) =>
        (await service.Engine.GetAsync(SwarmKind.Node.Path, null, token).ConfigureAwait(false)).Items()
            .Where(node => node.Child("Status").Word<ContainerNodeState>("State") != ContainerNodeState.Down).Select(node => node.Text("ID")).ToHashSet(StringComparer.Ordinal);

    /// <summary>The error of an update that goes no further, with the reason that its last failed task gives.</summary>
    private async Task<EngineException> StoppedAsync(string id, string what, string message, string advice, CancellationToken token)
    {
        var tasks = (await service.Engine.GetAsync(SwarmKind.Task.Path, new Query().Add(new FilterMap().Add("service", [service.Id])), token).ConfigureAwait(false)).Items();
        var reason = tasks.Where(task => task.Child("Status").TextOrNull("Err") is not null).OrderBy(task => task.Child("Status").Time("Timestamp")).Select(task => task.Child("Status").Text("Err")).LastOrDefault();
        return new EngineException(id, ErrorCategory.InvalidResult, null, $"{what} of '{service.Name}' has stopped: {message}.{(reason is null ? "" : $" A task says: {DisplayText.Printable(reason)}.")} {advice}");
    }

    private Task<EngineException> RolledBackAsync(CancellationToken token) =>
        StoppedAsync("ServiceRolledBack", "The update", "it was taken back, because its tasks failed", "The service is what it was before.", token);

    private static bool IsOn(JsonElement task, IReadOnlySet<string> active) => task.TextOrNull("NodeID") is not { } node || active.Contains(node);

    private static ContainerTaskState State(JsonElement task) => task.Child("Status").Word<ContainerTaskState>("State");

    private static ContainerTaskState Desired(JsonElement task) => task.Word<ContainerTaskState>("DesiredState");
}
