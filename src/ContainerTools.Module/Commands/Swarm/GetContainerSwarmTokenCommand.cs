using System.Security;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Gives the token with which an engine joins a swarm.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerSwarmToken")]
[OutputType(typeof(SecureString), typeof(string))]
public sealed class GetContainerSwarmTokenCommand : SwarmSecretCommand
{
    /// <summary>What whoever has the token may become.</summary>
    [Parameter(Position = 0)]
    public ContainerNodeRole Role { get; set; } = ContainerNodeRole.Worker;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var member = new SwarmMember(Connect(), Endpoint);
        Work.Start(member, EmitAsync);
    }

    private protected override async Task<string> ReadAsync(EngineConnection engine, CancellationToken token) =>
        (await engine.GetAsync("swarm", null, token).ConfigureAwait(false)).Child("JoinTokens").Text(Role.ToString());
}
