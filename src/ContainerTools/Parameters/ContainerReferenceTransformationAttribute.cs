namespace ContainerTools;

/// <summary>Lets a parameter take a container as text, as an object or as a row; any other kind of object is refused.</summary>
public sealed class ContainerReferenceTransformationAttribute : EngineReferenceTransformationAttribute<ContainerReference>
{
    private protected override string Kind => "a container";

    private protected override Type ObjectType => typeof(Container);

    private protected override string Source => "Get-Container";

    private protected override (string Id, string[] Names)? CarrierProperties => ("ContainerId", ["ContainerName", "Container", "Name"]);

    private protected override ContainerReference FromText(string text) => new(text);

    private protected override ContainerReference FromObject(object value) => new((Container)value);

    private protected override ContainerReference FromParts(string text, string? id, string? name, string? context, string? engineHost, Func<string, string?> more) =>
        new(text, id, name, context, engineHost, Enum.TryParse<ContainerState>(more("State"), out var state) ? state : null);
}
