namespace ContainerTools;

/// <summary>Lets a parameter take a node of a swarm as text, as an object or as a row; any other kind of object is refused.</summary>
public sealed class ContainerNodeReferenceTransformationAttribute : EngineReferenceTransformationAttribute<ContainerNodeReference>
{
    private protected override string Kind => "a node";

    private protected override Type ObjectType => typeof(ContainerNode);

    private protected override string Source => "Get-ContainerNode";

    private protected override (string Id, string[] Names)? CarrierProperties => ("NodeId", ["Node"]);

    private protected override ContainerNodeReference FromText(string text) => new(text);

    private protected override ContainerNodeReference FromObject(object value) => new((ContainerNode)value);

    private protected override ContainerNodeReference FromParts(string text, string? id, string? name, string? context, string? engineHost, Func<string, string?> more) =>
        new(text, id, name, context, engineHost);
}
