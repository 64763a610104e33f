namespace ContainerTools;

/// <summary>Lets a parameter take a network as text, as an object or as a row; any other kind of object is refused.</summary>
public sealed class ContainerNetworkReferenceTransformationAttribute : EngineReferenceTransformationAttribute<ContainerNetworkReference>
{
    private protected override string Kind => "a network";

    private protected override Type ObjectType => typeof(ContainerNetwork);

    private protected override string Source => "Get-ContainerNetwork";

    // A container's place on a network belongs to that network.
    private protected override (string Id, string[] Names)? CarrierProperties => ("NetworkId", ["Network"]);

    private protected override ContainerNetworkReference FromText(string text) => new(text);

    private protected override ContainerNetworkReference FromObject(object value) => new((ContainerNetwork)value);

    private protected override ContainerNetworkReference FromParts(string text, string? id, string? name, string? context, string? engineHost, Func<string, string?> more) =>
        new(text, id, name, context, engineHost);
}
