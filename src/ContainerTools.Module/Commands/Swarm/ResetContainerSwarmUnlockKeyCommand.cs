using System.Security;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Makes a new key for unlocking the managers of a swarm.</summary>
[Cmdlet(VerbsCommon.Reset, "ContainerSwarmUnlockKey", SupportsShouldProcess = true)]
[OutputType(typeof(SecureString), typeof(string))]
public sealed class ResetContainerSwarmUnlockKeyCommand : SwarmSecretCommand
{
    /// <summary>Emits the new one.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var member = new SwarmMember(Connect(), Endpoint);
        if (ShouldProcess($"the swarm of {member.Caption}", "Make a new unlock key")) Work.Start(member, ResetAsync);
    }

    private protected override async Task<string> ReadAsync(EngineConnection engine, CancellationToken token) =>
        (await engine.GetAsync("swarm/unlockkey", null, token).ConfigureAwait(false)).TextOrNull("UnlockKey")
            ?? throw new EngineException("SwarmNotAutoLocked", ErrorCategory.InvalidOperation, null, "This swarm does not lock its managers, so there is no key. Set-ContainerSwarm -AutoLock makes it lock them.");

    private async Task<IReadOnlyList<Emission>> ResetAsync(SwarmMember member, CancellationToken token)
    {
        await SwarmChange.RunAsync(member.Engine, (_, query) => query.Add("rotateManagerUnlockKey", true), token).ConfigureAwait(false);
        return PassThru ? await EmitAsync(member, token).ConfigureAwait(false) : [];
    }
}
