namespace ContainerTools;

/// <summary>Lets a parameter take volume mappings as docker writes them or as hashtables, with sources relative to PowerShell's current location.</summary>
public sealed class VolumeMappingTransformationAttribute : ParameterTransformationAttribute<VolumeMapping>
{
    private protected override string Kind => VolumeMapping.Kind;

    private protected override string Expected => VolumeMapping.Syntax;

    private protected override IEnumerable<VolumeMapping> FromText(string text, string directory) => [VolumeMapping.Parse(text, directory)];

    private protected override IEnumerable<VolumeMapping> FromProperties(PropertyBag properties, string directory) => [VolumeMapping.FromProperties(properties, directory)];
}
