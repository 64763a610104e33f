using System.Security;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>A cmdlet that hands out a secret of the swarm itself, as a secure string unless it is asked for as text.</summary>
public abstract class SwarmSecretCommand : EngineCommand
{
    /// <summary>Emits the secret as readable text.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    /// <summary>Asks a manager for the secret.</summary>
    private protected abstract Task<string> ReadAsync(EngineConnection engine, CancellationToken token);

    /// <summary>Asks a manager for the secret and emits it.</summary>
    private protected Task<IReadOnlyList<Emission>> EmitAsync(SwarmMember member, CancellationToken token) => EmitAsync(ReadAsync(member.Engine, token));

    private async Task<IReadOnlyList<Emission>> EmitAsync(Task<string> reading)
    {
        var text = await reading.ConfigureAwait(false);
        if (AsPlainText) return [new Emission.Output(text)];
        var secret = new SecureString();
        foreach (var character in text) secret.AppendChar(character);
        secret.MakeReadOnly();
        return [new Emission.Output(secret)];
    }
}
