using System.Text.Json.Nodes;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Takes containers off a network.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "ContainerNetwork", SupportsShouldProcess = true)]
[OutputType(typeof(Container))]
public sealed class DisconnectContainerNetworkCommand : NetworkMembershipCommand
{
    /// <summary>Takes it off even where the engine's books are wrong: also a place that a container which is not there any more has left behind.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override string Action => $"Disconnect from the network '{Network!.Text}'";

    private protected override ContainerFinder NewFinder() => new(this, () => [Endpoint], EndpointOf) { KeepsUnknown = Force };

    private protected override (string Verb, JsonObject Body) Request() => ("disconnect", new JsonObject { ["Force"] = Force.IsPresent });

    private protected override ErrorRecord? Explain(string refusal, ContainerTarget target) =>
        refusal.Contains("is not connected to", StringComparison.Ordinal) || refusal.StartsWith("endpoint ", StringComparison.Ordinal)
            ? Errors.InvalidOperation("ContainerNotConnected", target.Name, $"The container '{target.Name}' is not on the network '{Network!.Text}'.")
            : null;
}
