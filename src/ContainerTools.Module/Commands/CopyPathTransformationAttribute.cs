using ContainerTools.Engine.Streams;

namespace ContainerTools.Commands;

/// <summary>
/// Refuses objects of container engines as paths: the text of some is a path in a container, which must not be taken for a local one.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CopyPathTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var bare = inputData is PSObject { BaseObject: object[] list } ? list : inputData;
        foreach (var value in bare as object?[] ?? [bare])
        {
            if (value is null || PSObject.AsPSObject(value).BaseObject is string or ContainerItem || ContainerItemTransformationAttribute.WasItem(value) || !StandardInput.IsEngineObject(value)) continue;
            throw new ArgumentTransformationMetadataException($"'{value}' is an object of a container engine and no path. Get-ContainerItem gives items, which can be copied; a container is named with -FromContainer or -ToContainer.");
        }
        return inputData;
    }
}
