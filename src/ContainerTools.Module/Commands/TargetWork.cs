using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>
/// One call for each of many containers, images, networks, …, several at once; results and errors reach the pipeline in the order of
/// the input, and one failure does not stop the others.
/// </summary>
/// <param name="cmdlet">Who asks.</param>
/// <param name="limit">How many calls are under way at most.</param>
/// <param name="finish">
/// Whether calls that were started are let finish when the pipeline ends early: those that change something are, those that
/// only ask are cancelled.
/// </param>
internal sealed class TargetWork(ContainerToolsCommand cmdlet, int limit, bool finish) : IDisposable
{
    private readonly OrderedWork work = new(limit);
    private readonly CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cmdlet.Token);

    /// <summary>Whether what an object named and that has gone meanwhile is as good as done.</summary>
    public bool GoneIsDone { get; init; }

    /// <summary>Starts a call, waiting for a free place first, and writes what is finished meanwhile.</summary>
    public void Start<TTarget>(TTarget target, Func<TTarget, CancellationToken, Task<IReadOnlyList<Emission>>> call)
        where TTarget : EngineTarget
    {
        work.Start(token => GuardAsync(target, call, token), cmdlet, ended.Token);
        work.WriteFinished(cmdlet, cmdlet.Token);
    }

    /// <summary>Hands over what is written at once and not in its turn, such as progress; from any thread.</summary>
    public void Tell(Emission emission) => work.Tell(emission);

    /// <summary>Waits for what is under way and writes it.</summary>
    public void Finish() => work.WriteAll(cmdlet, cmdlet.Token);

    public void Dispose()
    {
        if (!finish) ended.Cancel();
        work.Dispose();
        ended.Dispose();
    }

    private async Task<IReadOnlyList<Emission>> GuardAsync<TTarget>(TTarget target, Func<TTarget, CancellationToken, Task<IReadOnlyList<Emission>>> call, CancellationToken token)
        where TTarget : EngineTarget
    {
        try
        {
            return await call(target, token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !token.IsCancellationRequested)
        {
            return [GoneIsDone && target.HasGone(e) ? new Emission.Verbose($"{target.Caption} has gone already.") : new Emission.Failure(target.Failure(e))];
        }
    }
}
