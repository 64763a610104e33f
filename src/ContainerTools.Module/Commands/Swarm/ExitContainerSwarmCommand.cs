using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Takes engines out of their swarm.</summary>
[Cmdlet(VerbsCommon.Exit, "ContainerSwarm", SupportsShouldProcess = true)]
public sealed class ExitContainerSwarmCommand : SwarmEngineCommand
{
    /// <summary>Takes a manager out too. The last one takes the swarm with it, with all services, secrets and configs.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override string Action => Force ? "Leave the swarm, even as a manager" : "Leave the swarm";

    private protected override async Task<IReadOnlyList<Emission>> ActAsync(SwarmMember member, CancellationToken token)
    {
        await member.Engine.DoAsync(HttpMethod.Post, "swarm/leave", new Query().Add("force", Force), token).ConfigureAwait(false);
        return [];
    }
}
