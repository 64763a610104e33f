using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>
/// One call for each of many containers or images, several at once; results and errors reach the pipeline in the order of the input, and
/// one failure does not stop the others.
/// </summary>
/// <param name="cmdlet">Who asks.</param>
/// <param name="limit">How many calls are under way at most.</param>
/// <param name="finish">
/// Whether calls that were started are let finish when the pipeline ends early: those that change something are, those that
/// only ask are cancelled.
/// </param>
internal abstract class TargetWork<TTarget>(ContainerToolsCommand cmdlet, int limit, bool finish) : IDisposable
    where TTarget : EngineTarget
{
    private readonly OrderedWork work = new(limit);
    private readonly CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cmdlet.Token);

    /// <summary>Starts a call, waiting for a free place first, and writes what is finished meanwhile.</summary>
    public void Start(TTarget target, Func<TTarget, CancellationToken, Task<IReadOnlyList<Emission>>> call)
    {
        work.Start(token => GuardAsync(target, call, token), cmdlet, ended.Token);
        work.WriteFinished(cmdlet, cmdlet.Token);
    }

    /// <summary>Hands over what is written at once and not in its turn, such as progress; from any thread.</summary>
    public void Tell(Emission emission) => work.Tell(emission);

    /// <summary>Waits for what is under way and writes it.</summary>
    public void Finish() => work.WriteAll(cmdlet, cmdlet.Token);

    /// <summary>What reaches the pipeline of a call that failed.</summary>
    protected abstract Emission Outcome(Exception failure, TTarget target);

    public void Dispose()
    {
        if (!finish) ended.Cancel();
        work.Dispose();
        ended.Dispose();
    }

    private async Task<IReadOnlyList<Emission>> GuardAsync(TTarget target, Func<TTarget, CancellationToken, Task<IReadOnlyList<Emission>>> call, CancellationToken token)
    {
        try
        {
            return await call(target, token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !token.IsCancellationRequested)
        {
            return [Outcome(e, target)];
        }
    }
}
