using System.Management.Automation;

namespace ContainerTools;

/// <summary>
/// Lets a parameter of type <see cref="string"/>[] that holds <c>key=value</c> pairs take such texts, keys alone, and hashtables
/// or custom objects, whose values are written as PowerShell writes them (<see langword="null"/> as nothing).
/// </summary>
public sealed class KeyValueTransformationAttribute : ParameterTransformationAttribute<string>
{
    /// <summary>Whether a key alone is refused.</summary>
    public bool RequireValue { get; set; }

    private protected override string Kind => "a pair of a key and a value";

    private protected override string Expected => RequireValue ? "key=value or @{key='value'}" : "key=value, key, or @{key='value'}";

    // The value may be a secret: an error does not show it.
    private protected override IEnumerable<string> FromText(string text, string directory)
    {
        var cut = text.IndexOf('=', StringComparison.Ordinal);
        if (cut == 0 || text.Length == 0) throw new FormatException($"A pair has no key before '='. Expected {Expected}.");
        return cut > 0 || !RequireValue ? [text] : throw Malformed.Text(text, Kind, Expected, "there is no value");
    }

    private protected override IEnumerable<string> FromProperties(PropertyBag properties, string directory) => properties.Given.Select(Pair);

    private string Pair(KeyValuePair<string, object?> pair)
    {
        if (pair.Key.Length == 0 || pair.Key.Contains('=', StringComparison.Ordinal)) throw Malformed.Text(pair.Key, "a key", Expected);
        var bare = pair.Value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : pair.Value;
        return bare switch
        {
            null => $"{pair.Key}=",
            // Numbers, dates, time spans, enumerations, versions: what has a culture-independent text.
            IConvertible or IFormattable or Uri or Version => $"{pair.Key}={LanguagePrimitives.ConvertTo<string>(bare)}",
            _ => throw new FormatException($"The value of '{pair.Key}' is of type {bare.GetType().Name}, which has no text. Expected {Expected}."),
        };
    }
}
