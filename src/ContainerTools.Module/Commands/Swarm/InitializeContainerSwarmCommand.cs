using System.Text;
using System.Text.Json.Nodes;
using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.Commands;

/// <summary>Makes a swarm, with an engine as its first manager.</summary>
[Cmdlet(VerbsData.Initialize, "ContainerSwarm", SupportsShouldProcess = true)]
[OutputType(typeof(ContainerSwarm))]
public sealed class InitializeContainerSwarmCommand : SwarmSpecCommand
{
    /// <summary>The address by which other nodes reach it: an IP address or the name of a network interface, with a port if it is not 2377.</summary>
    [Parameter(Position = 0)]
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

    /// <summary>The UDP port for the traffic between containers; the default is 4789.</summary>
    [Parameter]
    [ValidateRange(1024, 49151)]
    public int? DataPathPort { get; set; }

    /// <summary>Networks of addresses that the networks of the swarm are cut from, such as <c>10.0.0.0/8</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? DefaultAddressPool { get; set; }

    /// <summary>How many bits of an address name such a cut; the default is 24.</summary>
    [Parameter]
    [ValidateRange(1, 30)]
    public int? SubnetSize { get; set; }

    /// <summary>Whether the engine gets tasks itself.</summary>
    [Parameter]
    public ContainerNodeAvailability? Availability { get; set; }

    /// <summary>Makes a new swarm of what this manager knows of the old one, whose other managers are lost.</summary>
    [Parameter]
    public SwitchParameter ForceNewCluster { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var engine = Connect();
        var member = new SwarmMember(engine, Endpoint);
        if (ShouldProcess(member.Caption, ForceNewCluster ? "Make a new swarm of what is left" : "Make a swarm")) Work.Start(member, MakeAsync);
    }

    private async Task<IReadOnlyList<Emission>> MakeAsync(SwarmMember member, CancellationToken token)
    {
        var spec = new JsonObject();
        Apply(spec);
        var request = new JsonObject { ["ListenAddr"] = ListenAddress, ["ForceNewCluster"] = ForceNewCluster.IsPresent, ["AutoLockManagers"] = AutoLock.IsPresent, ["Spec"] = spec };
        if (AdvertiseAddress is not null) request["AdvertiseAddr"] = AdvertiseAddress;
        if (DataPathAddress is not null) request["DataPathAddr"] = DataPathAddress;
        if (DataPathPort is { } port) request["DataPathPort"] = port;
        if (DefaultAddressPool is not null) request["DefaultAddrPool"] = JsonText.Array(DefaultAddressPool);
        if (SubnetSize is { } size) request["SubnetSize"] = size;
        if (Availability is { } availability) request["Availability"] = SwarmDefaults.Word(availability);
        await member.Engine.GetAsync(HttpMethod.Post, "swarm/init", null, EngineConnection.Json(Encoding.UTF8.GetBytes(request.ToJsonString())), token).ConfigureAwait(false);
        var result = new List<Emission>();
        if (AutoLock) result.Add(new Emission.Warning("Keep the key that Get-ContainerSwarmUnlockKey gives: without it a manager that was started again stays locked."));
        result.Add(new Emission.Output(await SwarmMapping.ReadAsync(member.Engine, member.Endpoint, keepRaw: false, token).ConfigureAwait(false)));
        return result;
    }
}
