using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ContainerTools.Completion;
using ContainerTools.Engine;
using Docker.DotNet;

namespace ContainerTools.Commands;

/// <summary>Makes networks.</summary>
[Cmdlet(VerbsCommon.New, "ContainerNetwork", SupportsShouldProcess = true)]
[OutputType(typeof(ContainerNetwork))]
public sealed class NewContainerNetworkCommand : ActionCommand
{
    private static readonly Version IPv6Alone = new(1, 48);

    private JsonArray pools = [];

    /// <summary>The names of the new networks.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>The driver: <c>bridge</c> (the engine's choice on Linux), <c>macvlan</c>, <c>ipvlan</c>, <c>overlay</c>, …</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Driver { get; set; }

    /// <summary>Networks of addresses, such as <c>10.1.0.0/16</c>; without one the engine chooses.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Subnet { get; set; } = [];

    /// <summary>The address of the way out, one for each subnet at most.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Gateway { get; set; } = [];

    /// <summary>The part of a subnet that addresses are chosen from, one for each subnet at most.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] IPRange { get; set; } = [];

    /// <summary>Addresses that are not given to containers: <c>name=address</c>, or a hashtable.</summary>
    [Parameter]
    [KeyValueTransformation(RequireValue = true)]
    public string[] AuxAddress { get; set; } = [];

    /// <summary>The driver that hands out the addresses.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string IpamDriver { get; set; } = "default";

    /// <summary>Options of the driver that hands out the addresses: <c>key=value</c>, or a hashtable.</summary>
    [Parameter]
    [KeyValueTransformation]
    public string[] IpamOption { get; set; } = [];

    /// <summary>Leads to no other network.</summary>
    [Parameter]
    public SwitchParameter Internal { get; set; }

    /// <summary>Lets containers that are no task of a service join a network of the swarm.</summary>
    [Parameter]
    public SwitchParameter Attachable { get; set; }

    /// <summary>Gives its containers IPv6 addresses too.</summary>
    [Parameter]
    public SwitchParameter EnableIPv6 { get; set; }

    /// <summary>Gives its containers IPv4 addresses; <c>-EnableIPv4:$false</c> makes a network of IPv6 alone, which needs API version 1.48.</summary>
    [Parameter]
    public SwitchParameter EnableIPv4 { get; set; }

    /// <summary>Only settings that other networks are made from with <c>-ConfigFrom</c>, such as the subnet that each node of a swarm has for itself.</summary>
    [Parameter]
    public SwitchParameter ConfigOnly { get; set; }

    /// <summary>The network whose settings are taken; it was made with <c>-ConfigOnly</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public string? ConfigFrom { get; set; }

    /// <summary>Makes the network of a swarm that leads what is published to the tasks; there is one in each swarm.</summary>
    [Parameter]
    public SwitchParameter Ingress { get; set; }

    /// <summary>How far it reaches: <c>local</c> or <c>swarm</c>; without it the driver decides.</summary>
    [Parameter]
    [ValidateSet("local", "swarm", "global")]
    public string? Scope { get; set; }

    /// <summary>Options of the driver: <c>key=value</c>, or a hashtable.</summary>
    [Parameter]
    [KeyValueTransformation]
    public string[] Option { get; set; } = [];

    /// <summary>Labels: <c>key=value</c>, <c>key</c>, or a hashtable.</summary>
    [Parameter]
    [KeyValueTransformation]
    [ArgumentCompleter(typeof(LabelCompleter))]
    public string[] Label { get; set; } = [];

    /// <inheritdoc />
    protected override string Action => "Create";

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        try
        {
            pools = AddressPools.Build(Subnet, IPRange, Gateway, AuxAddress);
        }
        catch (FormatException e)
        {
            ThrowTerminatingError(Errors.InvalidArgument("NetworkAddressesInvalid", null, e.Message));
        }
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var engine = Connect();
        // Older engines would give it IPv4 addresses without a word.
        if (IsBound(nameof(EnableIPv4)) && !EnableIPv4 && engine.Version.Api < IPv6Alone)
        {
            ThrowTerminatingError(Errors.TooOld("-EnableIPv4:$false", engine.Endpoint.HostText, IPv6Alone, engine.Version.Api));
        }
        foreach (var name in Name)
        {
            if (ShouldProcess(name, Action)) Work.Start(new NetworkTarget(new ContainerNetworkReference(name), engine, Endpoint, "", name), CreateAsync);
        }
    }

    private async Task<IReadOnlyList<Emission>> CreateAsync(NetworkTarget target, CancellationToken token)
    {
        JsonElement answer;
        try
        {
            answer = await target.Engine.GetAsync(HttpMethod.Post, "networks/create", null, EngineConnection.Json(Encoding.UTF8.GetBytes(Request(target.Name).ToJsonString())), token).ConfigureAwait(false);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound && Explain(Errors.EngineMessage(e.ResponseBody), e) is { } explained)
        {
            throw explained;
        }
        var result = new List<Emission>();
        if (answer.TextOrNull("Warning") is { } warning) result.Add(new Emission.Warning($"{target.Name}: {warning}"));
        result.Add(new Emission.Output(await NetworkTarget.InspectAsync(target.Engine, target.Endpoint, answer.Text("Id"), keepRaw: false, token).ConfigureAwait(false)));
        return result;
    }

    private bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private JsonObject Request(string name)
    {
        var request = new JsonObject
        {
            ["Name"] = name,
            // Without it engines before API version 1.44 make a second network of the same name.
            ["CheckDuplicate"] = true,
            ["IPAM"] = new JsonObject { ["Driver"] = IpamDriver, ["Options"] = JsonText.Map(IpamOption), ["Config"] = pools.DeepClone() },
            ["Internal"] = Internal.IsPresent,
            ["Attachable"] = Attachable.IsPresent,
            ["EnableIPv6"] = EnableIPv6.IsPresent,
            ["Options"] = JsonText.Map(Option),
            ["Labels"] = JsonText.Map(Label),
        };
        if (IsBound(nameof(EnableIPv4))) request["EnableIPv4"] = EnableIPv4.IsPresent;
        if (ConfigOnly) request["ConfigOnly"] = true;
        if (ConfigFrom is not null) request["ConfigFrom"] = new JsonObject { ["Network"] = ConfigFrom };
        if (Ingress) request["Ingress"] = true;
        if (Driver is not null) request["Driver"] = Driver;
        if (Scope is not null) request["Scope"] = Scope;
        return request;
    }

    private static EngineException? Explain(string refusal, DockerApiException cause) => refusal switch
    {
        _ when refusal.Contains("overlap", StringComparison.Ordinal) && refusal.Contains("other one", StringComparison.Ordinal) =>
            new EngineException("NetworkOverlaps", ErrorCategory.ResourceExists, null, $"The subnet is not free: {refusal}. Get-ContainerNetwork shows the subnets that are taken.", cause),
        _ when refusal.Contains("non-overlapping", StringComparison.Ordinal) || refusal.Contains("fully subnetted", StringComparison.Ordinal) =>
            new EngineException("NetworkAddressesExhausted", ErrorCategory.ResourceUnavailable, null, $"The engine has no addresses left to choose from: {refusal}. Give a -Subnet.", cause),
        _ when refusal.Contains("predefined", StringComparison.Ordinal) || refusal.Contains("pre-defined", StringComparison.Ordinal) =>
            new EngineException("NetworkPredefined", ErrorCategory.InvalidOperation, null, $"That name belongs to a network that every engine has: {refusal.Trim()}.", cause),
        _ => null,
    };
}
