using ContainerTools.Engine;
using ContainerTools.Engine.Events;

namespace ContainerTools.Commands;

/// <summary>Subscribes to what happens on engines, as <c>Register-ObjectEvent</c> does to what happens to an object.</summary>
[Cmdlet(VerbsLifecycle.Register, "ContainerEvent")]
[OutputType(typeof(PSEventJob))]
public sealed class RegisterContainerEventCommand : ContainerEventCommand
{
    /// <summary>Only these actions: <c>start</c>, <c>die</c>, <c>health_status</c>, <c>pull</c>, …</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public override string[]? EventAction { get; set; }

    /// <summary>
    /// What is run for each event, one after the other, when the session is free: <c>$EventArgs</c> is the event. Without it
    /// events are queued for <c>Wait-Event</c> and <c>Get-Event</c>.
    /// </summary>
    [Parameter]
    public ScriptBlock? Action { get; set; }

    /// <summary>The name of the subscription; a new GUID without it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string SourceIdentifier { get; set; } = Guid.NewGuid().ToString();

    /// <summary>Something for the action: <c>$Event.MessageData</c>.</summary>
    [Parameter]
    public PSObject? MessageData { get; set; }

    /// <summary>After how many events the subscription ends by itself; 0 for never.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int MaxTriggerCount { get; set; }

    private protected override void Ask(IReadOnlyList<EngineEndpoint> engines, Func<EngineEndpoint, EventFilter> filter)
    {
        if (Events.GetEventSubscribers(SourceIdentifier).Any())
        {
            ThrowTerminatingError(Errors.InvalidArgument("SubscriberExists", SourceIdentifier, $"There is a subscription '{SourceIdentifier}' already. Unregister-Event ends it, or -SourceIdentifier names this one otherwise."));
        }
        var subscription = new EventSubscription(Events, [.. engines.Select(e => e.HostText)], SourceIdentifier, MessageData, Action, MaxTriggerCount);
        var listening = 0;
        try
        {
            foreach (var (endpoint, opening) in engines.Select(endpoint => (endpoint, OpenAsync(subscription, endpoint, filter(endpoint)))).ToList())
            {
                if (Succeeds(opening, endpoint, isOnly: engines.Count == 1)) listening++;
            }
        }
        finally
        {
            if (listening == 0) subscription.Unsubscribe();
        }
        if (listening > 0 && subscription.Subscriber.Action is { } job) WriteObject(job);
    }

    private async Task OpenAsync(EventSubscription subscription, EngineEndpoint endpoint, EventFilter filter) =>
        await subscription.ListenAsync(await ConnectAsync(endpoint, Token).ConfigureAwait(false), endpoint, filter, Since, AnswerTime).WaitAsync(Token).ConfigureAwait(false);

    private bool Succeeds(Task opening, EngineEndpoint endpoint, bool isOnly)
    {
        try
        {
            Wait(async _ =>
            {
                await opening.ConfigureAwait(false);
                return true;
            });
            return true;
        }
        catch (Exception e) when (e is not PipelineStoppedException)
        {
            var error = Errors.From(e, endpoint, Errors.Subject.Engine, endpoint.Context ?? endpoint.HostText);
            if (isOnly) ThrowTerminatingError(error);
            WriteError(error);
            return false;
        }
    }
}
