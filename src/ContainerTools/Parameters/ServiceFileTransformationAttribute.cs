namespace ContainerTools;

/// <summary>Lets a parameter take secrets or configs of a service as docker writes them, or as hashtables.</summary>
public sealed class ServiceFileTransformationAttribute : ParameterTransformationAttribute<ServiceFile>
{
    private protected override string Kind => ServiceFile.Kind;

    private protected override string Expected => ServiceFile.Syntax;

    private protected override IEnumerable<ServiceFile> FromText(string text, string directory) => [ServiceFile.Parse(text)];

    private protected override IEnumerable<ServiceFile> FromProperties(PropertyBag properties, string directory) => [ServiceFile.FromProperties(properties)];

    // A secret or config that was made before.
    private protected override IEnumerable<ServiceFile> FromObject(object value) => value switch
    {
        ContainerSecret secret => [ServiceFile.Parse(secret.Name)],
        ContainerConfig config => [ServiceFile.Parse(config.Name)],
        _ => base.FromObject(value),
    };
}
