using System.Security;
using System.Text;
using System.Text.Json.Nodes;
using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.Commands;

/// <summary>Makes engines part of a swarm.</summary>
[Cmdlet(VerbsCommon.Join, "ContainerSwarm", SupportsShouldProcess = true, DefaultParameterSetName = "Manager")]
[OutputType(typeof(ContainerSwarm))]
public sealed class JoinContainerSwarmCommand : SwarmEngineCommand
{
    private const int ManagerPort = 2377;

    private string token = "";
    private string[] addresses = [];

    /// <summary>A manager of the swarm, which is asked for the token and the addresses: a context, an address, or an object that came from it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Manager")]
    [ContainerEngineReferenceTransformation]
    public ContainerEngineReference? Manager { get; set; }

    /// <summary>The token, as <c>Get-ContainerSwarmToken</c> gives it; it decides on the role.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Token")]
    [Alias("Token")]
    public SecureString? JoinToken { get; set; }

    /// <summary>Addresses of managers, with a port if it is not 2377.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Token")]
    [ValidateNotNullOrEmpty]
    public string[] RemoteAddress { get; set; } = [];

    /// <summary>What the engines become: workers, unless managers are asked for.</summary>
    [Parameter(ParameterSetName = "Manager")]
    public ContainerNodeRole Role { get; set; } = ContainerNodeRole.Worker;

    /// <summary>Whether the engines get tasks.</summary>
    [Parameter]
    public ContainerNodeAvailability? Availability { get; set; }

    /// <summary>The address by which other nodes reach it; of one engine only.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AdvertiseAddress { get; set; }

    /// <summary>The address and port that it listens at for other nodes; without it all addresses, and port 2377.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string ListenAddress { get; set; } = SwarmDefaults.ListenAddress;

    /// <summary>The address for the traffic between containers, if not the advertised one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DataPathAddress { get; set; }

    /// <inheritdoc />
    protected override string Action => $"Join a swarm as a {SwarmDefaults.Word(Role)}";

    /// <summary>Managers agree on each new manager: they join one after the other.</summary>
    private protected override TargetWork NewWork() => new(this, Role == ContainerNodeRole.Manager ? 1 : ThrottleLimit, finish: true);

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (Manager is null)
        {
            (token, addresses) = (new System.Net.NetworkCredential("", JoinToken).Password, [.. RemoteAddress.Select(WithPort)]);
            return;
        }
        if (Find(Manager) is not { } endpoint) throw new PipelineStoppedException();
        try
        {
            (token, addresses) = Wait(stop => AskAsync(endpoint, stop));
        }
        catch (Exception e) when (e is not PipelineStoppedException)
        {
            ThrowTerminatingError(Errors.From(e, endpoint, Errors.Subject.Swarm, Manager.ToString()));
        }
    }

    private async Task<(string Token, string[] Addresses)> AskAsync(EngineEndpoint endpoint, CancellationToken stop)
    {
        var manager = await ConnectAsync(endpoint, stop).ConfigureAwait(false);
        var swarm = await manager.GetAsync("swarm", null, stop).ConfigureAwait(false);
        var known = SwarmMapping.From((await manager.GetAsync("info", null, stop).ConfigureAwait(false)).Child("Swarm"), endpoint);
        return (swarm.Child("JoinTokens").Text(Role.ToString()), [.. known.RemoteManagers]);
    }

    private protected override async Task<IReadOnlyList<Emission>> ActAsync(SwarmMember member, CancellationToken token)
    {
        var request = new JsonObject { ["ListenAddr"] = ListenAddress, ["JoinToken"] = this.token, ["RemoteAddrs"] = JsonText.Array(addresses) };
        if (AdvertiseAddress is not null) request["AdvertiseAddr"] = AdvertiseAddress;
        if (DataPathAddress is not null) request["DataPathAddr"] = DataPathAddress;
        if (Availability is { } availability) request["Availability"] = SwarmDefaults.Word(availability);
        using (await member.Engine.SendAsync(HttpMethod.Post, "swarm/join", null, EngineConnection.Json(Encoding.UTF8.GetBytes(request.ToJsonString())), token).ConfigureAwait(false))
        {
            return [new Emission.Output(await SwarmMapping.ReadAsync(member.Engine, member.Endpoint, keepRaw: false, token).ConfigureAwait(false))];
        }
    }

    private static string WithPort(string address) =>
        address.EndsWith(']') || (address.IndexOf(':', StringComparison.Ordinal) is var first && (first < 0 || address.IndexOf(':', first + 1) > 0 && !address.StartsWith('[')))
            ? $"{address}:{ManagerPort.Invariant()}"
            : address;
}
