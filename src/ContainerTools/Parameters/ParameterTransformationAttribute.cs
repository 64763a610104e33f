using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;

namespace ContainerTools;

/// <summary>
/// What the transformations of this module have in common: text is parsed, a hashtable or custom object gives its properties,
/// a finished value passes, a list is flattened, <see langword="null"/> stays <see langword="null"/>, and everything else is
/// refused in a plain sentence.
/// </summary>
/// <typeparam name="T">What the parameter takes.</typeparam>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public abstract class ParameterTransformationAttribute<T> : ArgumentTransformationAttribute where T : notnull
{
    private const int DeepestList = 8;

    private protected ParameterTransformationAttribute() { }

    /// <summary>The word for one value, with its article.</summary>
    private protected abstract string Kind { get; }

    /// <summary>The syntax, as an error message shows it.</summary>
    private protected abstract string Expected { get; }

    /// <inheritdoc />
    public sealed override object? Transform(EngineIntrinsics? engineIntrinsics, object? inputData)
    {
        if (Bare(inputData) is not { } bare) return null;
        var directory = engineIntrinsics?.SessionState.Path.CurrentFileSystemLocation.ProviderPath ?? Environment.CurrentDirectory;
        try
        {
            var values = Values(inputData, directory).ToArray();
            return values switch { _ when IsList(bare) && !IsListOneValue => values, [] => null, [var one] => one, _ => values };
        }
        catch (FormatException refusal)
        {
            throw new ArgumentTransformationMetadataException(refusal.Message, refusal);
        }
    }

    /// <summary>Several values for text that stands for several (a range), none for text that stands for nothing.</summary>
    private protected abstract IEnumerable<T> FromText(string text, string directory);

    private protected virtual IEnumerable<T> FromProperties(PropertyBag properties, string directory) =>
        throw new FormatException($"A hashtable is not {Kind}. Expected {Expected}.");

    /// <summary>Any other object, a finished value among them.</summary>
    private protected virtual IEnumerable<T> FromObject(object value) =>
        value is T finished ? [finished] : throw Refuse(value.GetType().Name);

    /// <summary>Whether a list is one value, not several.</summary>
    private protected virtual bool IsListOneValue => false;

    private protected virtual IEnumerable<T> FromList(IEnumerable items) => throw new NotSupportedException();

    private protected FormatException Refuse(string type) => new($"A value of type {type} is not {Kind}. Expected {Expected}.");

    private IEnumerable<T> Values(object? input, string directory, int depth = 0) => Bare(input) switch
    {
        null => throw new FormatException($"One of the values is $null. Expected {Expected}."),
        string text => FromText(text, directory),
        // PowerShell reads 10s, 5d and 1us as number literals and keeps what was typed as the text of the wrapped number.
        IFormattable number when IsNumber(number) && input is PSObject literal => FromText(literal.ToString(), directory),
        IFormattable number when IsNumber(number) => FromText(Digits(number), directory),
        IDictionary dictionary => FromProperties(PropertyBag.From(dictionary), directory),
        PSObject custom => FromProperties(PropertyBag.From(custom), directory),
        IEnumerable items when IsListOneValue => FromList(items),
        // A list may hold itself.
        IEnumerable when depth == DeepestList => throw new FormatException($"There are lists in lists in lists. Expected {Expected}."),
        IEnumerable items => items.Cast<object?>().SelectMany(item => Values(item, directory, depth + 1)),
        var other => FromObject(other),
    };

    /// <summary>A number that was computed: without an exponent, and without the noise of binary fractions.</summary>
    private static string Digits(IFormattable number) => number is double or float
        ? number.ToString("F9", CultureInfo.InvariantCulture).TrimEnd('0').TrimEnd('.')
        : number.ToString(null, CultureInfo.InvariantCulture);

    private static bool IsNumber(object value) => value is sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal;

    private protected static bool IsList(object bare) => bare is IEnumerable and not (string or IDictionary or PSObject);

    /// <summary>The object itself; a custom object has nothing inside and stays as it is.</summary>
    private static object? Bare(object? input) => input switch
    {
        PSObject nothing when ReferenceEquals(nothing, AutomationNull.Value) => null,
        PSObject { BaseObject: not PSCustomObject } wrapped => wrapped.BaseObject,
        _ => input,
    };
}
