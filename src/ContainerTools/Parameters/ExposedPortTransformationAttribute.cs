namespace ContainerTools;

/// <summary>Lets a parameter take ports to expose as docker writes them, as hashtables, or as bare numbers.</summary>
public sealed class ExposedPortTransformationAttribute : ParameterTransformationAttribute<ExposedPort>
{
    private protected override string Kind => ExposedPort.Kind;

    private protected override string Expected => ExposedPort.Syntax;

    private protected override IEnumerable<ExposedPort> FromText(string text, string directory) => ExposedPort.Parse(text);

    private protected override IEnumerable<ExposedPort> FromProperties(PropertyBag properties, string directory) => ExposedPort.FromProperties(properties);
}
