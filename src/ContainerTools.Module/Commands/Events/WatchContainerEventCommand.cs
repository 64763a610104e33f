using ContainerTools.Engine;
using ContainerTools.Engine.Events;

namespace ContainerTools.Commands;

/// <summary>Tells what happens on engines as it happens, until it is stopped.</summary>
[Cmdlet(VerbsCommon.Watch, "ContainerEvent")]
[OutputType(typeof(ContainerEvent))]
public sealed class WatchContainerEventCommand : ContainerEventCommand
{
    /// <summary>
    /// How many events wait for a pipeline that is slow. An engine drops what a listener does not take within a moment, so they
    /// are taken at once.
    /// </summary>
    private const int Waiting = 65536;

    /// <summary>Only these actions: <c>start</c>, <c>die</c>, <c>health_status</c>, <c>pull</c>, …</summary>
    [Parameter]
    [Alias("Action")]
    [ValidateNotNullOrEmpty]
    public override string[]? EventAction { get; set; }

    private protected override void Ask(IReadOnlyList<EngineEndpoint> engines, Func<EngineEndpoint, EventFilter> filter) =>
        AskEngines(engines, Errors.Subject.Engine, (engine, endpoint, emitter, token) => new EventFeed(engine, endpoint, filter(endpoint))
        {
            AnswerTime = AnswerTime,
            Event = happened => emitter.SendAsync(new Emission.Output(happened)),
            Warning = text => emitter.SendAsync(new Emission.Warning(text)),
            Verbose = text => emitter.SendAsync(new Emission.Verbose(text)),
        }.FollowAsync(Since, token), Waiting);
}
