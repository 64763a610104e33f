using System.Security;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Makes a new token for joining a swarm; the old one is worth nothing then.</summary>
[Cmdlet(VerbsCommon.Reset, "ContainerSwarmToken", SupportsShouldProcess = true)]
[OutputType(typeof(SecureString), typeof(string))]
public sealed class ResetContainerSwarmTokenCommand : SwarmSecretCommand
{
    /// <summary>What whoever has the token may become.</summary>
    [Parameter(Position = 0)]
    public ContainerNodeRole Role { get; set; } = ContainerNodeRole.Worker;

    /// <summary>Emits the new one.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var member = new SwarmMember(Connect(), Endpoint);
        if (ShouldProcess($"the swarm of {member.Caption}", "Make a new join token")) Work.Start(member, ResetAsync);
    }

    private protected override async Task<string> ReadAsync(EngineConnection engine, CancellationToken token) =>
        (await engine.GetAsync("swarm", null, token).ConfigureAwait(false)).Child("JoinTokens").Text(Role.ToString());

    private async Task<IReadOnlyList<Emission>> ResetAsync(SwarmMember member, CancellationToken token)
    {
        await SwarmChange.RunAsync(member.Engine, (_, query) => query.Add(Role == ContainerNodeRole.Manager ? "rotateManagerToken" : "rotateWorkerToken", true), token).ConfigureAwait(false);
        return PassThru ? await EmitAsync(member, token).ConfigureAwait(false) : [];
    }
}
