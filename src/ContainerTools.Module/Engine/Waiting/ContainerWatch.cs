using System.Threading.Channels;
using ContainerTools.Engine.Events;

namespace ContainerTools.Engine.Waiting;

/// <summary>
/// Looks at a container whenever something has happened to it, and hands each look to all that wait for something of it. An
/// event only says when to look: the look decides.
/// </summary>
internal sealed class ContainerWatch(ContainerTarget target, ContainerNews news)
{
    /// <summary>How long a look is trusted while nothing is heard, in case an engine does not tell everything.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    private readonly object gate = new();
    private readonly ChannelReader<string> happenings = news.Of(target.Id);
    private TaskCompletionSource<ContainerLook> next = New();
    private ContainerLook? current;
    private Exception? failure;
    private bool hasStarted;

    public ContainerTarget Target => target;

    /// <summary>The newest look.</summary>
    public ContainerLook? Current => current;

    /// <summary>A look that is newer than another: at once if there is one, else the next.</summary>
    public Task<ContainerLook> NextAsync(ContainerLook? seen, CancellationToken token)
    {
        lock (gate)
        {
            if (current is not null && current != seen) return Task.FromResult(current);
            return failure is null ? next.Task.WaitAsync(token) : Task.FromException<ContainerLook>(failure);
        }
    }

    /// <summary>Waits for a newer look, but no longer than a pause.</summary>
    public async Task PauseAsync(ContainerLook seen, TimeSpan pause, CancellationToken token)
    {
        try
        {
            await NextAsync(seen, token).WaitAsync(pause, token).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Nothing has happened: who waits tries again.
        }
    }

    /// <summary>Watches until that is cancelled. When it fails, so do all that wait.</summary>
    public async Task RunAsync(CancellationToken token)
    {
        try
        {
            while (true)
            {
                if (await LookAsync(token).ConfigureAwait(false) is { } look) Publish(look);
                await HearAsync(token).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            lock (gate)
            {
                failure = e;
                next.TrySetException(e);
            }
            // It may be that nobody waits just now.
            _ = next.Task.Exception;
        }
    }

    private async Task<ContainerLook?> LookAsync(CancellationToken token)
    {
        try
        {
            return await ContainerLook.TakeAsync(target, hasStarted, current, token).ConfigureAwait(false);
        }
        catch (Exception e) when (Outage.Is(e))
        {
            return null; // the news tell when the engine is back, or that it does not come back
        }
    }

    /// <summary>Waits until something has happened.</summary>
    private async Task HearAsync(CancellationToken token)
    {
        try
        {
            await happenings.WaitToReadAsync(token).AsTask().WaitAsync(LookAgain, token).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return;
        }
        while (happenings.TryRead(out var action)) hasStarted |= action == "start";
    }

    private void Publish(ContainerLook look)
    {
        TaskCompletionSource<ContainerLook> waiting;
        lock (gate)
        {
            current = look;
            (waiting, next) = (next, New());
        }
        waiting.SetResult(look);
    }

    private static TaskCompletionSource<ContainerLook> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
