using System.Collections;
using System.Management.Automation;

namespace ContainerTools;

/// <summary>
/// Lets a parameter take a container as text, as our own object, as one that went through serialisation (a job, a remote
/// session, <c>Import-Clixml</c>), or as a row with <c>Id</c> or <c>Name</c>. Any other kind of object is refused: an image
/// must not be taken for a container because it has an <c>Id</c> too.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class ContainerReferenceTransformationAttribute : ArgumentTransformationAttribute
{
    private const string Deserialized = "Deserialized.";

    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var bare = Unwrap(inputData);
        return bare is IEnumerable items and not string and not IDictionary && !IsRow(inputData)
            ? items.Cast<object>().Select(One).ToArray()
            : One(inputData);
    }

    private static ContainerReference One(object? input) => Unwrap(input) switch
    {
        ContainerReference reference => reference,
        Container container => new ContainerReference(container),
        string text when !string.IsNullOrWhiteSpace(text) => new ContainerReference(text),
        string => throw Refuse("A container's name or id is empty."),
        IDictionary row => Row(key => row[key] as string, "a hashtable"),
        null => throw Refuse("A container is missing: the value is $null. Did the command before it find nothing?"),
        _ when Carrier(input) is { } carrier => carrier,
        _ when IsRow(input) => Row(name => Text(input, name), TypeName(input)),
        var other => throw Refuse($"{Describe(other.GetType().Name)} is not a container. Pass a name, an id, or what Get-Container gives."),
    };

    /// <summary>Objects of this module that belong to one container: its log lines, its sample, its result.</summary>
    private static ContainerReference? Carrier(object? input)
    {
        var type = TypeName(input);
        if (type == Deserialized + typeof(Container).FullName)
        {
            return new ContainerReference(
                Text(input, "Name") ?? Text(input, "Id")!, Text(input, "Id"), Text(input, "Name"), Text(input, "Context"),
                Text(input, "EngineHost"), Enum.TryParse<ContainerState>(Text(input, "State"), out var state) ? state : null);
        }
        if (!type.StartsWith("ContainerTools.", StringComparison.Ordinal)) return null;
        var id = Text(input, "ContainerId");
        return id is null
            ? null
            : new ContainerReference(Text(input, "ContainerName") ?? id, id, Text(input, "ContainerName"), Text(input, "Context"), Text(input, "EngineHost"), null);
    }

    private static ContainerReference Row(Func<string, string?> value, string kind)
    {
        var (id, name) = (value("Id"), value("Name"));
        if (string.IsNullOrWhiteSpace(id) && string.IsNullOrWhiteSpace(name))
        {
            throw Refuse($"{Describe(kind)} without a value in 'Id' or 'Name' does not name a container.");
        }
        var engine = value("EngineHost");
        // A row from a table names a container as a person would: only with its engine is it the object that it once was.
        return string.IsNullOrWhiteSpace(engine) || string.IsNullOrWhiteSpace(id)
            ? new ContainerReference(string.IsNullOrWhiteSpace(id) ? name! : id)
            : new ContainerReference(name ?? id, id, name, value("Context"), engine, null);
    }

    private static bool IsRow(object? input) =>
        input is PSObject { BaseObject: PSCustomObject } row && !TypeName(row).StartsWith(Deserialized, StringComparison.Ordinal);

    private static string TypeName(object? input) => input is PSObject wrapped ? wrapped.TypeNames.FirstOrDefault() ?? "" : input?.GetType().FullName ?? "";

    private static object? Unwrap(object? input) => input is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : input;

    private static string? Text(object? input, string property) =>
        PSObject.AsPSObject(input).Properties[property]?.Value?.ToString() is { Length: > 0 } text ? text : null;

    private static string Describe(string kind)
    {
        var name = kind.Replace(Deserialized, "", StringComparison.Ordinal).Replace("ContainerTools.", "", StringComparison.Ordinal);
        var words = name switch
        {
            "ContainerImage" => "image",
            "ContainerHost" => "engine",
            "ContainerNetwork" => "network",
            "ContainerVolume" => "volume",
            _ => name,
        };
        return "aeiouAEIOU".Contains(words[0], StringComparison.Ordinal) ? $"An {words}" : $"A {words}";
    }

    private static ArgumentTransformationMetadataException Refuse(string message) => new(message);
}
