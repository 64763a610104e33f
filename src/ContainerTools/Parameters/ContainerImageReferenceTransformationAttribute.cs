namespace ContainerTools;

/// <summary>Lets a parameter take an image as text, as an object or as a row; any other kind of object is refused.</summary>
public sealed class ContainerImageReferenceTransformationAttribute : EngineReferenceTransformationAttribute<ContainerImageReference>
{
    private protected override string Kind => "an image";

    private protected override Type ObjectType => typeof(ContainerImage);

    private protected override string Source => "Get-ContainerImage";

    private protected override (string Id, string[] Names)? CarrierProperties => ("ImageId", ["ImageName"]);

    // A container has an ImageId too, and is no part of an image.
    private protected override bool CarriesWithoutName => false;

    private protected override ContainerImageReference FromText(string text) => new(text);

    private protected override ContainerImageReference FromObject(object value) => new((ContainerImage)value);

    private protected override ContainerImageReference FromParts(string text, string? id, string? name, string? context, string? engineHost, Func<string, string?> more) =>
        new(text, id, name, context, engineHost);
}
