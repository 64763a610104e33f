using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.Commands;

/// <summary>Tells what engines are to a swarm, and of a manager's swarm its settings.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerSwarm")]
[OutputType(typeof(ContainerSwarm))]
public sealed class GetContainerSwarmCommand : EngineQueryCommand
{
    /// <summary>Fills <c>Raw</c> with the engine's answer.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => AskEngines(Errors.Subject.Swarm, async (engine, endpoint, emitter, token) =>
        await emitter.SendAsync(new Emission.Output(await SwarmMapping.ReadAsync(engine, endpoint, Detailed, token).ConfigureAwait(false))).ConfigureAwait(false));
}
