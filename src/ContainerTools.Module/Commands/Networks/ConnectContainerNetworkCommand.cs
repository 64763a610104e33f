using System.Text.Json.Nodes;
using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Puts containers on a network, while they run or before.</summary>
[Cmdlet(VerbsCommunications.Connect, "ContainerNetwork", SupportsShouldProcess = true)]
[OutputType(typeof(Container))]
public sealed class ConnectContainerNetworkCommand : NetworkMembershipCommand
{
    private static readonly Version MacAddressOfEndpoint = new(1, 44);
    private static readonly Version PriorityOfGateway = new(1, 48);

    /// <summary>More names for the container on this network.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Alias { get; set; } = [];

    /// <summary>The IPv4 address; without it the engine chooses one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? IPAddress { get; set; }

    /// <summary>The IPv6 address; without it the engine chooses one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? IPv6Address { get; set; }

    /// <summary>Link-local addresses, IPv4 or IPv6.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public string[] LinkLocalIPAddress { get; set; } = [];

    /// <summary>The hardware address; without it the engine chooses one. It needs API version 1.44.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MacAddress { get; set; }

    /// <summary>Containers that this one knows by another name: <c>db</c>, or <c>db:database</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Link { get; set; } = [];

    /// <summary>Options for the network's driver: <c>key=value</c>, or a hashtable.</summary>
    [Parameter]
    [KeyValueTransformation(RequireValue = true)]
    public string[] DriverOption { get; set; } = [];

    /// <summary>The network with the highest number has the container's way out; without it the number is 0. It needs API version 1.48.</summary>
    [Parameter]
    public int? GatewayPriority { get; set; }

    /// <inheritdoc />
    protected override string Action => $"Connect to the network '{Network!.Text}'";

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        Check(IPAddress, IPText.IsV4, "an IPv4 address");
        Check(IPv6Address, IPText.IsV6, "an IPv6 address");
        foreach (var address in LinkLocalIPAddress) Check(address, IPText.IsAddress, "an IP address");
        base.BeginProcessing();
    }

    private protected override void Require(EngineConnection engine)
    {
        // Older engines would leave it out without a word.
        if (MacAddress is not null) engine.Require(MacAddressOfEndpoint, "Connect-ContainerNetwork -MacAddress");
        if (GatewayPriority is not null) engine.Require(PriorityOfGateway, "Connect-ContainerNetwork -GatewayPriority");
    }

    private protected override (string Verb, JsonObject Body) Request()
    {
        var addresses = new JsonObject();
        if (IPAddress is not null) addresses["IPv4Address"] = IPAddress;
        if (IPv6Address is not null) addresses["IPv6Address"] = IPv6Address;
        if (LinkLocalIPAddress.Length > 0) addresses["LinkLocalIPs"] = JsonText.Array(LinkLocalIPAddress);
        var endpoint = new JsonObject { ["IPAMConfig"] = addresses, ["Aliases"] = JsonText.Array(Alias), ["DriverOpts"] = JsonText.Map(DriverOption) };
        if (Link.Length > 0) endpoint["Links"] = JsonText.Array(Link);
        if (MacAddress is not null) endpoint["MacAddress"] = MacAddress;
        if (GatewayPriority is { } priority) endpoint["GwPriority"] = priority;
        return ("connect", new JsonObject { ["EndpointConfig"] = endpoint });
    }

    private protected override ErrorRecord? Explain(string refusal, ContainerTarget target) => refusal.Contains("already exists in network", StringComparison.Ordinal)
        ? Errors.InvalidOperation("ContainerAlreadyConnected", target.Name, $"The container '{target.Name}' is on the network '{Network!.Text}' already.")
        : null;

    private void Check(string? text, Func<string, bool> isValid, string kind)
    {
        if (text is not null && !isValid(text)) ThrowTerminatingError(Errors.InvalidArgument("AddressInvalid", text, $"'{text}' is not {kind}."));
    }
}
