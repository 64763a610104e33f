namespace ContainerTools;

/// <summary>Lets a parameter take port mappings as docker writes them, as hashtables, or as bare numbers.</summary>
public sealed class PortMappingTransformationAttribute : ParameterTransformationAttribute<PortMapping>
{
    private protected override string Kind => PortMapping.Kind;

    private protected override string Expected => PortMapping.Syntax;

    private protected override IEnumerable<PortMapping> FromText(string text, string directory) => PortMapping.Parse(text);

    private protected override IEnumerable<PortMapping> FromProperties(PropertyBag properties, string directory) => PortMapping.FromProperties(properties);
}
