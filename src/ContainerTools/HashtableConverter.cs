using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;

namespace ContainerTools;

/// <summary>
/// Makes an output object of a hashtable, so that whoever tests a script can build what a cmdlet would give:
/// <c>[ContainerTools.Container]@{ Name = 'web'; Labels = @{ app = 'web' } }</c>. PowerShell does so by itself where all
/// properties are plain; it knows no way from a hashtable to a read-only dictionary or from an array to a read-only list.
/// </summary>
/// <remarks>A key that is no property, or a value that does not fit, is a <see cref="PSInvalidCastException"/> that names it.</remarks>
public sealed class HashtableConverter : PSTypeConverter
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) => sourceValue is IDictionary;

    /// <inheritdoc/>
    public override object ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase)
    {
        var made = Activator.CreateInstance(destinationType)!;
        foreach (DictionaryEntry entry in (IDictionary)sourceValue)
        {
            var name = Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!;
            var property = destinationType.GetProperty(name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase) is { CanWrite: true } found
                ? found
                : throw new PSInvalidCastException($"'{name}' is not a property of {destinationType} that can be set. Those are: {string.Join(", ", Settable(destinationType))}.");
            try
            {
                property.SetValue(made, Fit(entry.Value, property.PropertyType));
            }
            catch (PSInvalidCastException e)
            {
                throw new PSInvalidCastException($"The value of '{name}' does not fit {destinationType}: {e.Message}", e);
            }
        }
        return made;
    }

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) => throw new NotSupportedException();

    private static IEnumerable<string> Settable(Type type) => type.GetProperties().Where(property => property.CanWrite).Select(property => property.Name);

    private static object? Fit(object? value, Type type)
    {
        var bare = value is PSObject { BaseObject: var inner } and not { BaseObject: PSCustomObject } ? inner : value;
        var generic = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        if (bare is null || type.IsInstanceOfType(bare)) return bare;
        if (generic == typeof(IReadOnlyDictionary<,>) && bare is IDictionary pairs)
        {
            var kinds = type.GetGenericArguments();
            var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(kinds))!;
            foreach (DictionaryEntry pair in pairs) map[LanguagePrimitives.ConvertTo(pair.Key, kinds[0])] = Fit(pair.Value, kinds[1]);
            return map;
        }
        if (generic != typeof(IReadOnlyList<>)) return LanguagePrimitives.ConvertTo(value, type, CultureInfo.InvariantCulture);
        var kind = type.GetGenericArguments()[0];
        var items = bare is IEnumerable several and not (string or IDictionary) ? several.Cast<object?>().ToArray() : [value];
        var list = Array.CreateInstance(kind, items.Length);
        for (var i = 0; i < items.Length; i++) list.SetValue(Fit(items[i], kind), i);
        return list;
    }
}
