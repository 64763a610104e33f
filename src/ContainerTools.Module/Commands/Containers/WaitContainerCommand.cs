using System.Diagnostics;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Waits for containers, for all of them at once, and tells how each ended.</summary>
[Cmdlet(VerbsLifecycle.Wait, "Container")]
[OutputType(typeof(ContainerWaitResult), typeof(Container))]
public sealed class WaitContainerCommand : ContainerQueryCommand
{
    private readonly Queue<Task<Emission>> waits = new();
    private CancellationTokenSource? ended;

    /// <summary>What is waited for.</summary>
    [Parameter(Position = 1)]
    public ContainerWaitCondition Condition { get; set; }

    /// <summary>Seconds after which a wait is given up, which is an error for each container. Without it a wait has no end.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue / 1000)]
    public int? TimeoutSeconds { get; set; }

    /// <summary>Ends when the first of the containers is there, and emits that one only.</summary>
    [Parameter]
    public SwitchParameter Any { get; set; }

    /// <summary>Emits each container as it is then, instead of the wait's result.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        ended = CancellationTokenSource.CreateLinkedTokenSource(Token);
        if (PassThru && Condition == ContainerWaitCondition.Removed)
        {
            ThrowTerminatingError(Errors.InvalidArgument("PassThruRemoved", Condition, "-PassThru has nothing to emit of a container that has been removed. Leave it out to get the wait's result."));
        }
    }

    private protected override void Take(ContainerTarget target)
    {
        // No limit: a wait that is not begun misses what it is for.
        var token = ended!.Token;
        waits.Enqueue(Task.Run(() => WaitAsync(target, token), CancellationToken.None));
        while (!Any && waits.TryPeek(out var first) && first.IsCompleted) Write(waits.Dequeue());
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (!Any)
        {
            while (waits.TryDequeue(out var wait)) Write(wait);
            return;
        }
        var left = waits.ToList();
        while (left.Count > 0)
        {
            var first = Wait(token => Task.WhenAny(left).WaitAsync(token));
            left.Remove(first);
            Write(first);
            if (first.Result is Emission.Output) return;
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            ended?.Cancel();
            ended?.Dispose();
        }
        base.Dispose(disposing);
    }

    private void Write(Task<Emission> wait) => Wait(token => wait.WaitAsync(token)).WriteTo(this);

    private async Task<Emission> WaitAsync(ContainerTarget target, CancellationToken token)
    {
        var clock = Stopwatch.StartNew();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        if (TimeoutSeconds is { } seconds) limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        try
        {
            var code = await ContainerWait.WaitAsync(target, Condition, limit.Token).ConfigureAwait(false);
            return new Emission.Output(PassThru ? await target.InspectAsync(token).ConfigureAwait(false) : new ContainerWaitResult
            {
                ContainerName = target.Name,
                ContainerId = target.Id,
                Condition = Condition,
                ExitCode = code,
                Elapsed = clock.Elapsed,
                Context = target.Endpoint.Context,
                EngineHost = target.Endpoint.HostText,
            });
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !token.IsCancellationRequested)
        {
            return new Emission.Failure(Errors.Timeout("WaitTimeout", target.Reference.Text, $"{target.Caption} {Missed} {TimeoutSeconds!.Value.Invariant()} s."));
        }
        catch (Exception e) when (e is not OperationCanceledException || !token.IsCancellationRequested)
        {
            return new Emission.Failure(Errors.OfContainer(e, target));
        }
    }

    private string Missed => Condition switch
    {
        ContainerWaitCondition.NotRunning => "still runs after",
        ContainerWaitCondition.NextExit => "did not end within",
        ContainerWaitCondition.Removed => "was not removed within",
        _ => "did not run within",
    };
}
