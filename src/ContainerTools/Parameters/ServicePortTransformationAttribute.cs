namespace ContainerTools;

/// <summary>Lets a parameter take ports of a service as docker writes them, or as hashtables.</summary>
public sealed class ServicePortTransformationAttribute : ParameterTransformationAttribute<ServicePort>
{
    private protected override string Kind => ServicePort.Kind;

    private protected override string Expected => ServicePort.Syntax;

    private protected override IEnumerable<ServicePort> FromText(string text, string directory) => ServicePort.Parse(text);

    private protected override IEnumerable<ServicePort> FromProperties(PropertyBag properties, string directory) => ServicePort.FromProperties(properties);
}
