using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.Commands;

/// <summary>Changes the settings of a swarm.</summary>
[Cmdlet(VerbsCommon.Set, "ContainerSwarm", SupportsShouldProcess = true)]
[OutputType(typeof(ContainerSwarm))]
public sealed class SetContainerSwarmCommand : SwarmSpecCommand
{
    /// <summary>Emits the swarm as it is afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var member = new SwarmMember(Connect(), Endpoint);
        if (ShouldProcess($"the swarm of {member.Caption}", "Change settings")) Work.Start(member, ChangeAsync);
    }

    private async Task<IReadOnlyList<Emission>> ChangeAsync(SwarmMember member, CancellationToken token)
    {
        await SwarmChange.RunAsync(member.Engine, (spec, _) => Apply(spec), token).ConfigureAwait(false);
        return PassThru ? [new Emission.Output(await SwarmMapping.ReadAsync(member.Engine, member.Endpoint, keepRaw: false, token).ConfigureAwait(false))] : [];
    }
}
