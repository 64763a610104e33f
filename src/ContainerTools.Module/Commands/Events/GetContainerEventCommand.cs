using ContainerTools.Engine;
using ContainerTools.Engine.Events;

namespace ContainerTools.Commands;

/// <summary>Reads what happened on engines, as far as they know it still.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerEvent")]
[OutputType(typeof(ContainerEvent))]
public sealed class GetContainerEventCommand : ContainerEventCommand
{
    /// <summary>Only these actions: <c>start</c>, <c>die</c>, <c>health_status</c>, <c>pull</c>, …</summary>
    [Parameter]
    [Alias("Action")]
    [ValidateNotNullOrEmpty]
    public override string[]? EventAction { get; set; }

    /// <summary>Only events before this time; one in the future is waited for. Without it, now.</summary>
    [Parameter]
    [PointInTimeTransformation]
    public DateTimeOffset? Until { get; set; }

    private protected override void Ask(IReadOnlyList<EngineEndpoint> engines, Func<EngineEndpoint, EventFilter> filter) =>
        AskEngines(engines, Errors.Subject.Engine, (engine, endpoint, emitter, token) => new EventFeed(engine, endpoint, filter(endpoint))
        {
            AnswerTime = AnswerTime,
            Event = happened => emitter.SendAsync(new Emission.Output(happened)),
        }.ReadAsync(Since, Until, token));
}
