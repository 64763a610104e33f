namespace ContainerTools;

/// <summary>Lets a parameter take secrets of a build as docker writes them, or as hashtables of ids and values.</summary>
public sealed class BuildSecretTransformationAttribute : ParameterTransformationAttribute<BuildSecret>
{
    private protected override string Kind => BuildSecret.Kind;

    private protected override string Expected => BuildSecret.Syntax;

    private protected override IEnumerable<BuildSecret> FromText(string text, string directory) => [BuildSecret.Parse(text)];

    private protected override IEnumerable<BuildSecret> FromProperties(PropertyBag properties, string directory) => BuildSecret.FromProperties(properties);
}
