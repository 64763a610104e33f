namespace ContainerTools;

/// <summary>Lets a parameter take a stack as text, as an object or as a row; any other kind of object is refused.</summary>
public sealed class ContainerStackReferenceTransformationAttribute : EngineReferenceTransformationAttribute<ContainerStackReference>
{
    private protected override string Kind => "a stack";

    private protected override Type ObjectType => typeof(ContainerStack);

    private protected override string Source => "Get-ContainerStack";

    // The name is all that there is of it on the engine.
    private protected override string IdProperty => "Name";

    private protected override (string Id, string[] Names)? CarrierProperties => ("Stack", ["Stack"]);

    private protected override ContainerStackReference FromText(string text) => new(text);

    private protected override ContainerStackReference FromObject(object value) => new((ContainerStack)value);

    private protected override ContainerStackReference FromParts(string text, string? id, string? name, string? context, string? engineHost, Func<string, string?> more) =>
        new(text, context, engineHost);
}
