using System.Net;
using System.Security;
using System.Text;
using System.Text.Json.Nodes;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Unlocks managers that were started again.</summary>
[Cmdlet(VerbsCommon.Unlock, "ContainerSwarm", SupportsShouldProcess = true)]
public sealed class UnlockContainerSwarmCommand : SwarmEngineCommand
{
    /// <summary>The key, as <c>Get-ContainerSwarmUnlockKey</c> gives it.</summary>
    [Parameter(Mandatory = true)]
    public SecureString? Key { get; set; }

    /// <inheritdoc />
    protected override string Action => "Unlock";

    private protected override async Task<IReadOnlyList<Emission>> ActAsync(SwarmMember member, CancellationToken token)
    {
        var request = new JsonObject { ["UnlockKey"] = new NetworkCredential("", Key).Password };
        using var response = await member.Engine.SendAsync(HttpMethod.Post, "swarm/unlock", null, EngineConnection.Json(Encoding.UTF8.GetBytes(request.ToJsonString())), token).ConfigureAwait(false);
        return [];
    }
}
