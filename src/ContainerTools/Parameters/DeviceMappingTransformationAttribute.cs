namespace ContainerTools;

/// <summary>Lets a parameter take devices as docker writes them or as hashtables.</summary>
public sealed class DeviceMappingTransformationAttribute : ParameterTransformationAttribute<DeviceMapping>
{
    private protected override string Kind => DeviceMapping.Kind;

    private protected override string Expected => DeviceMapping.Syntax;

    private protected override IEnumerable<DeviceMapping> FromText(string text, string directory) => [DeviceMapping.Parse(text)];

    private protected override IEnumerable<DeviceMapping> FromProperties(PropertyBag properties, string directory) => [DeviceMapping.FromProperties(properties)];
}
