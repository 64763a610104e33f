namespace ContainerTools;

/// <summary>Lets a parameter take a secret of a swarm as text, as an object or as a row; any other kind of object is refused.</summary>
public sealed class ContainerSecretReferenceTransformationAttribute : EngineReferenceTransformationAttribute<ContainerSecretReference>
{
    private protected override string Kind => "a secret";

    private protected override Type ObjectType => typeof(ContainerSecret);

    private protected override string Source => "Get-ContainerSecret";

    private protected override ContainerSecretReference FromText(string text) => new(text);

    private protected override ContainerSecretReference FromObject(object value) => new((ContainerSecret)value);

    private protected override ContainerSecretReference FromParts(string text, string? id, string? name, string? context, string? engineHost, Func<string, string?> more) =>
        new(text, id, name, context, engineHost);
}
