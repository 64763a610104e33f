namespace ContainerTools;

/// <summary>Lets a parameter take a config of a swarm as text, as an object or as a row; any other kind of object is refused.</summary>
public sealed class ContainerConfigReferenceTransformationAttribute : EngineReferenceTransformationAttribute<ContainerConfigReference>
{
    private protected override string Kind => "a config";

    private protected override Type ObjectType => typeof(ContainerConfig);

    private protected override string Source => "Get-ContainerConfig";

    private protected override ContainerConfigReference FromText(string text) => new(text);

    private protected override ContainerConfigReference FromObject(object value) => new((ContainerConfig)value);

    private protected override ContainerConfigReference FromParts(string text, string? id, string? name, string? context, string? engineHost, Func<string, string?> more) =>
        new(text, id, name, context, engineHost);
}
