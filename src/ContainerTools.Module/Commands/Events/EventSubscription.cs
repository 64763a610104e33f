using System.Collections.Concurrent;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using ContainerTools.Engine;
using ContainerTools.Engine.Events;

namespace ContainerTools.Commands;

/// <summary>
/// A subscriber of PowerShell and the streams that feed it. They are closed when it is unregistered, has been triggered often
/// enough, its runspace is closed, or the module is removed from it.
/// </summary>
internal sealed class EventSubscription
{
    private static readonly ConcurrentDictionary<EventSubscription, Guid> Open = new();
    private static readonly ConditionalWeakTable<PSEventManager, object> Gates = [];

    private readonly CancellationToken closed;
    private readonly Action cancel;
    private readonly PSEventManager events;
    private readonly PSObject? messageData;
    private readonly Guid runspace = Runspace.DefaultRunspace.InstanceId;

    /// <summary>Subscribes; the streams are opened by <see cref="ListenAsync"/>.</summary>
    public EventSubscription(PSEventManager events, IReadOnlyList<string> engineHosts, string sourceIdentifier, PSObject? messageData, ScriptBlock? action, int maxTriggerCount)
    {
        // Nothing but cancelling is done with it, so that nothing of it has to be disposed of.
        var ending = new CancellationTokenSource();
        (closed, cancel) = (ending.Token, () => ending.CancelAsync());
        (this.events, this.messageData) = (events, messageData);
        Source = new ContainerEventSource(engineHosts, Close);
        Subscriber = events.SubscribeEvent(Source, nameof(ContainerEventSource.ContainerEvent), sourceIdentifier, messageData, action, supportEvent: false, forwardEvent: false, maxTriggerCount);
        Open[this] = runspace;
    }

    public ContainerEventSource Source { get; }

    public PSEventSubscriber Subscriber { get; }

    /// <summary>Ends all subscriptions of a runspace.</summary>
    public static void UnsubscribeAll(Guid runspace)
    {
        foreach (var (subscription, home) in Open)
        {
            if (home == runspace) subscription.Unsubscribe();
        }
    }

    /// <summary>Ends the subscription; that closes its streams.</summary>
    public void Unsubscribe() => events.UnsubscribeEvent(Subscriber);

    /// <summary>Opens the stream of one engine.</summary>
    /// <returns>A task that ends when the engine sends its events, or fails if it cannot be reached.</returns>
    public Task ListenAsync(EngineConnection engine, EngineEndpoint endpoint, EventFilter filter, DateTimeOffset? since, TimeSpan answerTime)
    {
        var opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var feed = new EventFeed(engine, endpoint, filter)
        {
            AnswerTime = answerTime,
            Event = happened =>
            {
                Raise(happened);
                return default;
            },
            Opened = () =>
            {
                opened.TrySetResult();
                return default;
            },
            Warning = text =>
            {
                Source.Problem = text;
                Subscriber.Action?.Warning.Add(new WarningRecord(text));
                return default;
            },
        };
        _ = Task.Run(FollowAsync, CancellationToken.None);
        return opened.Task;

        async Task FollowAsync()
        {
            try
            {
                await feed.FollowAsync(since, closed).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (closed.IsCancellationRequested)
            {
                opened.TrySetCanceled();
            }
            catch (Exception e) when (!opened.TrySetException(e))
            {
                // Nobody waits for it any more: it is told where the subscription's user looks.
                var error = Errors.From(e, endpoint, Errors.Subject.Engine, endpoint.HostText);
                Source.Problem = error.Exception.Message;
                Subscriber.Action?.Error.Add(error);
            }
            catch
            {
                // Whoever waits for the beginning has it.
            }
        }
    }

    /// <summary>
    /// Hands an event over on this thread, one at a time in each session. A .NET event would be handed over on threads of the pool:
    /// two of them that wake an idle session at once end the process with an exception that nobody can catch.
    /// </summary>
    private void Raise(ContainerEvent happened)
    {
        lock (Gates.GetOrCreateValue(events))
        {
            if (closed.IsCancellationRequested) return;
            try
            {
                events.GenerateEvent(Subscriber.SourceIdentifier, Source, [Source, happened], messageData, processInCurrentThread: true, waitForCompletionInCurrentThread: false);
            }
            catch (InvalidPipelineStateException)
            {
                // Somebody else's event has woken the session: it finds this one in its queue.
            }
        }
    }

    private void Close()
    {
        Open.TryRemove(this, out _);
        cancel();
    }
}
