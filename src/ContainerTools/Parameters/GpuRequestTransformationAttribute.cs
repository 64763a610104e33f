namespace ContainerTools;

/// <summary>Lets a parameter take graphics processors as docker writes them, as a hashtable, or as a bare number.</summary>
public sealed class GpuRequestTransformationAttribute : ParameterTransformationAttribute<GpuRequest>
{
    private protected override string Kind => GpuRequest.Kind;

    private protected override string Expected => GpuRequest.Syntax;

    private protected override IEnumerable<GpuRequest> FromText(string text, string directory) => [GpuRequest.Parse(text)];

    private protected override IEnumerable<GpuRequest> FromProperties(PropertyBag properties, string directory) => [GpuRequest.FromProperties(properties)];
}
