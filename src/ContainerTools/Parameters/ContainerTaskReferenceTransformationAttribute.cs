namespace ContainerTools;

/// <summary>Lets a parameter take a task of a swarm as text, as an object or as a row; any other kind of object is refused.</summary>
public sealed class ContainerTaskReferenceTransformationAttribute : EngineReferenceTransformationAttribute<ContainerTaskReference>
{
    private protected override string Kind => "a task";

    private protected override Type ObjectType => typeof(ContainerTask);

    private protected override string Source => "Get-ContainerTask";

    private protected override (string Id, string[] Names)? CarrierProperties => ("TaskId", ["Task"]);

    private protected override ContainerTaskReference FromText(string text) => new(text);

    private protected override ContainerTaskReference FromObject(object value) => new((ContainerTask)value);

    private protected override ContainerTaskReference FromParts(string text, string? id, string? name, string? context, string? engineHost, Func<string, string?> more) =>
        new(text, id, name, context, engineHost);
}
