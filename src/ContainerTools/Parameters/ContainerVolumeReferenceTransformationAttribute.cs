namespace ContainerTools;

/// <summary>Lets a parameter take a volume as text, as an object or as a row; any other kind of object is refused.</summary>
public sealed class ContainerVolumeReferenceTransformationAttribute : EngineReferenceTransformationAttribute<ContainerVolumeReference>
{
    private protected override string Kind => "a volume";

    private protected override Type ObjectType => typeof(ContainerVolume);

    private protected override string Source => "Get-ContainerVolume";

    // The name is what the engine knows a volume by.
    private protected override string IdProperty => "Name";

    private protected override ContainerVolumeReference FromText(string text) => new(text);

    private protected override ContainerVolumeReference FromObject(object value) => new((ContainerVolume)value);

    private protected override ContainerVolumeReference FromParts(string text, string? id, string? name, string? context, string? engineHost, Func<string, string?> more) =>
        new(text, context, engineHost);
}
