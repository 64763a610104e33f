using System.Security;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Gives the key that unlocks a manager of a swarm which was started again.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerSwarmUnlockKey")]
[OutputType(typeof(SecureString), typeof(string))]
public sealed class GetContainerSwarmUnlockKeyCommand : SwarmSecretCommand
{
    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var member = new SwarmMember(Connect(), Endpoint);
        Work.Start(member, EmitAsync);
    }

    private protected override async Task<string> ReadAsync(EngineConnection engine, CancellationToken token) =>
        (await engine.GetAsync("swarm/unlockkey", null, token).ConfigureAwait(false)).TextOrNull("UnlockKey")
            ?? throw new EngineException("SwarmNotAutoLocked", ErrorCategory.InvalidOperation, null, "This swarm does not lock its managers, so there is no key. Set-ContainerSwarm -AutoLock makes it lock them.");
}
