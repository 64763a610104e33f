using System.Management.Automation;

namespace ContainerTools;

/// <summary>
/// Lets a parameter take an engine as the name of a context, as an address, as a context, or as any object that knows the engine it
/// came from.
/// </summary>
public sealed class ContainerEngineReferenceTransformationAttribute : ParameterTransformationAttribute<ContainerEngineReference>
{
    private protected override string Kind => "an engine";

    private protected override string Expected => "the name of a context, an address such as tcp://host:2376, or what Get-ContainerContext or Get-ContainerHost gives";

    private protected override IEnumerable<ContainerEngineReference> FromText(string text, string directory) => [new(text)];

    private protected override IEnumerable<ContainerEngineReference> FromObject(object value)
    {
        if (value is ContainerEngineReference finished) return [finished];
        if (value is ContainerContext context) return [new(context.Name)];
        var wrapped = PSObject.AsPSObject(value);
        return value.GetType().Namespace == nameof(ContainerTools) && wrapped.Properties["EngineHost"]?.Value is string host
            ? [new(wrapped.Properties["Context"]?.Value as string, host)]
            : throw Refuse(value.GetType().Name);
    }

    // A context or an object that went through serialisation, or a row of a table.
    private protected override IEnumerable<ContainerEngineReference> FromProperties(PropertyBag properties, string directory)
    {
        if (properties.Text("MetadataPath") is not null && properties.Text("Name") is { Length: > 0 } context) return [new(context)];
        if (properties.Text("EngineHost") is { Length: > 0 } host) return [new(properties.Text("Context"), host)];
        return properties.Text("Context") is { Length: > 0 } name ? [new(name)] : throw new FormatException($"An object without EngineHost or Context does not name {Kind}. Expected {Expected}.");
    }
}
