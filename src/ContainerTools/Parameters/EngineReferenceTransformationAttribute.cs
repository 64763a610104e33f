using System.Collections;
using System.Management.Automation;

namespace ContainerTools;

/// <summary>
/// Lets a parameter take something of an engine as text, as our own object, as one that went through serialisation (a job, a
/// remote session, <c>Import-Clixml</c>), or as a row with <c>Id</c> or <c>Name</c>. Any other kind of object is refused: an
/// image must not be taken for a container because it has an <c>Id</c> too.
/// </summary>
/// <typeparam name="T">The kind of reference.</typeparam>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public abstract class EngineReferenceTransformationAttribute<T> : ArgumentTransformationAttribute
    where T : EngineReference
{
    private const string Deserialized = "Deserialized.";

    /// <summary>What is named, with its article: "a container".</summary>
    private protected abstract string Kind { get; }

    /// <summary>The output type that stands for it.</summary>
    private protected abstract Type ObjectType { get; }

    /// <summary>The property of such an object, or of a row, by which the engine knows it.</summary>
    private protected virtual string IdProperty => "Id";

    /// <summary>The cmdlet that gives such objects.</summary>
    private protected abstract string Source { get; }

    /// <summary>The properties in which objects that belong to one of these carry its id and, the first that is there, its name.</summary>
    private protected virtual (string Id, string[] Names)? CarrierProperties => null;

    private protected abstract T FromText(string text);

    private protected abstract T FromObject(object value);

    private protected abstract T FromParts(string text, string? id, string? name, string? context, string? engineHost, Func<string, string?> more);

    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var bare = Unwrap(inputData);
        return bare is IEnumerable items and not string and not IDictionary && !IsRow(inputData)
            ? items.Cast<object>().Select(One).ToArray()
            : One(inputData);
    }

    private T One(object? input)
    {
        try
        {
            return Unwrap(input) switch
            {
                T reference => reference,
                string text when !string.IsNullOrWhiteSpace(text) => FromText(text),
                string => throw Refuse($"The name or id of {Kind} is empty."),
                IDictionary row => Row(key => row[key] as string, "a hashtable"),
                null => throw Refuse($"The value is $null where {Kind} is needed. Did the command before it find nothing?"),
                var value when ObjectType.IsInstanceOfType(value) => FromObject(value),
                _ when Carrier(input) is { } carrier => carrier,
                _ when IsRow(input) => Row(name => Text(input, name), TypeName(input)),
                var other => throw Refuse($"{Describe(IsRow(other) || other is PSObject ? TypeName(input) : other.GetType().Name)} is not {Kind}. Pass a name, an id, or what {Source} gives."),
            };
        }
        catch (FormatException e)
        {
            throw new ArgumentTransformationMetadataException(e.Message, e);
        }
    }

    /// <summary>Objects that belong to one of these (a container's log lines, its sample, its result), and deserialised ones.</summary>
    private T? Carrier(object? input)
    {
        var type = TypeName(input);
        if (type == Deserialized + ObjectType.FullName)
        {
            return FromParts(
                Text(input, "Name") ?? Text(input, IdProperty)!, Text(input, IdProperty), Text(input, "Name"), Text(input, "Context"), Text(input, "EngineHost"),
                property => Text(input, property));
        }
        if (type.StartsWith(Deserialized, StringComparison.Ordinal)) type = type[Deserialized.Length..];
        if (!type.StartsWith("ContainerTools.", StringComparison.Ordinal)) return null;
        if (CarrierProperties is not { } carried) return null;
        var id = Text(input, carried.Id);
        var name = carried.Names.Select(property => Text(input, property)).FirstOrDefault(text => text is not null);
        return id is null || !CarriesWithoutName && name is null
            ? null
            : FromParts(name ?? id, id, name, Text(input, "Context"), Text(input, "EngineHost"), static _ => null);
    }

    /// <summary>Whether the id alone makes an object belong to one of these.</summary>
    private protected virtual bool CarriesWithoutName => true;

    private T Row(Func<string, string?> value, string kind)
    {
        var (id, name) = (value(IdProperty), value("Name"));
        if (string.IsNullOrWhiteSpace(id) && string.IsNullOrWhiteSpace(name))
        {
            var properties = IdProperty == "Name" ? "'Name'" : $"'{IdProperty}' or 'Name'";
            throw Refuse($"{Describe(kind)} without a value in {properties} does not name {Kind}.");
        }
        var engine = value("EngineHost");
        // A row from a table names a thing as a person would: only with its engine is it the object that it once was.
        return string.IsNullOrWhiteSpace(engine) || string.IsNullOrWhiteSpace(id)
            ? FromText(string.IsNullOrWhiteSpace(id) ? name! : id)
            : FromParts(name ?? id, id, name, value("Context"), engine, static _ => null);
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
            "Container" => "container",
            "ContainerImage" => "image",
            "ContainerContext" => "context",
            "ContainerHost" => "engine",
            "ContainerNetwork" => "network",
            "ContainerVolume" => "volume",
            "ContainerNode" => "node",
            "ContainerService" => "service",
            "ContainerTask" => "task",
            "ContainerSecret" => "secret",
            "ContainerConfig" => "config",
            "ContainerStack" => "stack",
            _ => name,
        };
        if (words.StartsWith("a ", StringComparison.Ordinal)) return "A" + words[1..];
        return "aeiouAEIOU".Contains(words[0], StringComparison.Ordinal) ? $"An {words}" : $"A {words}";
    }

    private static ArgumentTransformationMetadataException Refuse(string message) => new(message);
}
