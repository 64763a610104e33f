namespace ContainerTools;

/// <summary>Lets a parameter take a service of a swarm as text, as an object or as a row; any other kind of object is refused.</summary>
public sealed class ContainerServiceReferenceTransformationAttribute : EngineReferenceTransformationAttribute<ContainerServiceReference>
{
    private protected override string Kind => "a service";

    private protected override Type ObjectType => typeof(ContainerService);

    private protected override string Source => "Get-ContainerService";

    private protected override (string Id, string[] Names)? CarrierProperties => ("ServiceId", ["Service"]);

    private protected override ContainerServiceReference FromText(string text) => new(text);

    private protected override ContainerServiceReference FromObject(object value) => new((ContainerService)value);

    private protected override ContainerServiceReference FromParts(string text, string? id, string? name, string? context, string? engineHost, Func<string, string?> more) =>
        new(text, id, name, context, engineHost);
}
