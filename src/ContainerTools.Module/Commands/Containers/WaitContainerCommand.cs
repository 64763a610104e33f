using System.Text.RegularExpressions;
using ContainerTools.Engine;
using ContainerTools.Engine.Waiting;

namespace ContainerTools.Commands;

/// <summary>Waits for containers, for all of them at once: for their ends, their health, a line of their logs, a port or a path.</summary>
[Cmdlet(VerbsLifecycle.Wait, "Container")]
[OutputType(typeof(ContainerWaitResult), typeof(Container))]
public sealed class WaitContainerCommand : ContainerQueryCommand
{
    /// <summary>How long a pattern may take on one line: lines come from a container, which may be hostile.</summary>
    private static readonly TimeSpan MatchTime = TimeSpan.FromSeconds(1);

    private readonly Queue<Task<Emission>> waits = new();
    private WaitWishes? wishes;
    private ContainerWaits? session;

    /// <summary>What the container does; <c>NotRunning</c> where nothing else is waited for.</summary>
    [Parameter(Position = 1)]
    public ContainerWaitCondition? Condition { get; set; }

    /// <summary>Regular expressions, each of which a line of the log has to fit, since the container was last started.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] LogPattern { get; set; } = [];

    /// <summary>Ports of the container, each of which has to accept TCP connections.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int[] Port { get; set; } = [];

    /// <summary>Paths in the container, each of which has to be there.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Seconds after which a wait is given up, which is an error for each container. Without it a wait has no end.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue / 1000)]
    public int? TimeoutSeconds { get; set; }

    /// <summary>Ends when the first of all that is waited for is there, of whichever container, and emits that one only.</summary>
    [Parameter]
    public SwitchParameter Any { get; set; }

    /// <summary>Emits each container as it is then, instead of the wait's result.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (PassThru && Condition == ContainerWaitCondition.Removed)
        {
            ThrowTerminatingError(Errors.InvalidArgument("PassThruRemoved", Condition, "-PassThru has nothing to emit of a container that has been removed. Leave it out to get the wait's result."));
        }
        session = new ContainerWaits(TimeSpan.FromSeconds(ConnectTimeoutSeconds), Token);
        wishes = new WaitWishes
        {
            Condition = Condition ?? (LogPattern.Length + Port.Length + Path.Length == 0 ? ContainerWaitCondition.NotRunning : null),
            LogPatterns = Array.ConvertAll(LogPattern, PatternOf),
            Ports = Port,
            Paths = Path,
            Any = Any,
        };
    }

    private protected override void Take(ContainerTarget target)
    {
        // No limit: a wait that is not begun misses what it is for.
        waits.Enqueue(Task.Run(() => WaitAsync(target), CancellationToken.None));
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
        if (disposing) session?.Dispose();
        base.Dispose(disposing);
    }

    private void Write(Task<Emission> wait) => Wait(token => wait.WaitAsync(token)).WriteTo(this);

    private Regex PatternOf(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchTime);
        }
        catch (ArgumentException e)
        {
            ThrowTerminatingError(Errors.InvalidArgument("LogPatternInvalid", pattern, $"'{pattern}' is not a regular expression: {e.Message} [regex]::Escape() makes one of plain text."));
            throw;
        }
    }

    private async Task<Emission> WaitAsync(ContainerTarget target)
    {
        try
        {
            var result = await session!.WaitAsync(target, wishes!, TimeoutSeconds).ConfigureAwait(false);
            return new Emission.Output(PassThru ? await target.InspectAsync(session.Token).ConfigureAwait(false) : result);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new Emission.Failure(Errors.OfContainer(e, target));
        }
    }
}
