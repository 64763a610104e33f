using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace ContainerTools;

/// <summary>
/// The properties that a hashtable, a custom object or docker's <c>key=value</c> list gives, read by name and by type. What is
/// asked for is what is allowed: <see cref="Complete"/> refuses the rest.
/// </summary>
/// <remarks>
/// A name is docker's word (<c>bind-propagation</c>). In a hashtable it may be written without its dashes
/// (<c>BindPropagation</c>); names that start with a capital letter exist in hashtables only.
/// </remarks>
internal sealed class PropertyBag
{
    private readonly Dictionary<string, List<object>> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<KeyValuePair<string, object?>> _given = [];
    private readonly HashSet<string> _unread = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _allowed = [];
    private readonly bool _isFields;

    private PropertyBag(IEnumerable<KeyValuePair<string, object?>> pairs, bool isFields)
    {
        _isFields = isFields;
        foreach (var (key, value) in pairs)
        {
            _given.Add(KeyValuePair.Create(key, value));
            // A property that is there and empty (an imported row, an object that went through serialisation) gives nothing.
            if (value is null) continue;
            if (!_values.TryGetValue(Normal(key), out var values)) _values[Normal(key)] = values = [];
            values.Add(value);
            _unread.Add(key);
        }
    }

    internal static PropertyBag From(IDictionary dictionary)
    {
        var pairs = Entries(dictionary).Select(entry => KeyValuePair.Create(Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "", entry.Value));
        // A hashtable has no order: give it one, so that the same input always gives the same result.
        return new PropertyBag(dictionary is Hashtable ? pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal) : pairs, isFields: false);
    }

    internal static PropertyBag From(PSObject custom) =>
        new(custom.Properties.Select(property => KeyValuePair.Create(property.Name, (object?)property.Value)), isFields: false);

    internal static PropertyBag FromFields(IEnumerable<KeyValuePair<string, string>> fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Key, (object?)field.Value)), isFields: true);

    /// <summary>Whether it is docker's own list, not a hashtable.</summary>
    internal bool IsFields => _isFields;

    /// <summary>Everything, as it was given.</summary>
    internal IReadOnlyList<KeyValuePair<string, object?>> Given => _given;

    internal bool IsList(params string[] names) => names.Any(name =>
        _values.TryGetValue(Normal(name), out var values) && values.Exists(value => Bare(value) is IEnumerable and not (string or IDictionary or PSObject)));

    internal bool Contains(string name) => _values.ContainsKey(Normal(name));

    internal string? Text(params string[] names) => Scalar<string>(names, (text, _) => text);

    internal int? Integer(params string[] names) => Scalar<int?>(names, (text, name) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"'{text}' is not a whole number for {name}."));

    internal bool? Flag(params string[] names) => Scalar<bool?>(names, (text, name) => text.ToLowerInvariant() switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => throw new FormatException($"'{text}' is neither true nor false for {name}."),
    });

    internal long? Size(params string[] names) => Scalar<long?>(names, (text, _) => ByteSize.Parse(text));

    internal TimeSpan? Duration(params string[] names) =>
        Take(names, out _) is { } values ? Bare(values[^1]) is TimeSpan span ? span : ContainerTools.Duration.FromText(TextOf(values[^1], Label(names))) : null;

    /// <summary>Octal digits, as text or as a number that is written with them (PowerShell has no octal numbers), or the mode itself.</summary>
    internal UnixFileMode? Permissions(params string[] names) =>
        Take(names, out var name) is { } values ? Bare(values[^1]) is UnixFileMode mode ? mode : FilePermission.Parse(TextOf(values[^1], name)) : null;

    internal IReadOnlyList<string> Texts(params string[] names)
    {
        if (Take(names, out var name) is not { } values) return [];
        return values.SelectMany(value => Bare(value) is IEnumerable items and not (string or IDictionary or PSObject)
            ? items.Cast<object?>().Select(item => TextOf(item, name))
            : [TextOf(value, name)]).ToArray();
    }

    /// <summary>A dictionary, or texts of the form <c>key=value</c>; a key alone has an empty value.</summary>
    internal IReadOnlyDictionary<string, string>? Map(params string[] names)
    {
        if (Take(names, out var name) is not { } values) return null;
        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            foreach (var (key, text) in Pairs(value, name))
            {
                map[key.Length > 0 ? key : throw new FormatException($"A key of {name} is empty.")] = text;
            }
        }
        return map;
    }

    /// <summary>Everything, as texts, whatever its name.</summary>
    internal IEnumerable<KeyValuePair<string, string>> All() => _given.Select(pair => KeyValuePair.Create(pair.Key, TextOf(pair.Value, pair.Key)));

    internal void Complete(string kind)
    {
        foreach (var key in _unread) throw new FormatException($"'{key}' is not a key of {kind}. Allowed: {string.Join(", ", _allowed)}.");
    }

    private static IEnumerable<(string Key, string Value)> Pairs(object? value, string name)
    {
        switch (Bare(value))
        {
            case IDictionary dictionary:
                return Entries(dictionary).Select(entry => (TextOf(entry.Key, name), entry.Value is null ? "" : TextOf(entry.Value, name)));
            case PSObject custom:
                return custom.Properties.Select(property => (property.Name, property.Value is null ? "" : TextOf(property.Value, name)));
            case IEnumerable items and not string:
                return items.Cast<object?>().SelectMany(item => Pairs(TextOf(item, name), name));
            default:
                var text = TextOf(value, name);
                var cut = text.IndexOf('=', StringComparison.Ordinal);
                return [cut < 0 ? (text, "") : (text[..cut], text[(cut + 1)..])];
        }
    }

    private TResult? Scalar<TResult>(string[] names, Func<string, string, TResult> read)
    {
        if (Take(names, out var name) is not { } values) return default;
        var text = TextOf(values[^1], name);
        return text.Length == 0 && !_isFields ? default : read(text, name);
    }

    private List<object>? Take(string[] names, out string name)
    {
        name = Label(names);
        if (_isFields && char.IsUpper(name[0])) return null;
        _allowed.Add(name);
        List<object>? found = null;
        foreach (var normal in names.Where(word => !_isFields || !char.IsUpper(word[0])).Select(Normal).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (!_values.TryGetValue(normal, out var values)) continue;
            if (!_isFields && (found is not null || values.Count > 1)) throw new FormatException($"{name} is given twice.");
            // In docker's lists the last one counts, or all of them.
            found = found is null ? values : [.. found, .. values];
            _unread.RemoveWhere(key => string.Equals(Normal(key), normal, StringComparison.OrdinalIgnoreCase));
        }
        return found;
    }

    /// <summary>How an error message calls it: docker's word in docker's list, else the property's name.</summary>
    private string Label(string[] names) => _isFields
        ? names.FirstOrDefault(word => !char.IsUpper(word[0]), names[0])
        : names.FirstOrDefault(word => char.IsUpper(word[0]))
            ?? string.Concat(names[0].Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    private string Normal(string key) => _isFields
        ? key
        : key.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);

    /// <summary>A generic dictionary enumerates as pairs of its own type, unless it is asked like this.</summary>
    private static IEnumerable<DictionaryEntry> Entries(IDictionary dictionary)
    {
        for (var entries = dictionary.GetEnumerator(); entries.MoveNext();) yield return entries.Entry;
    }

    private static string TextOf(object? value, string name) => value switch
    {
        null => throw new FormatException($"A value of {name} is $null."),
        PSObject { BaseObject: not PSCustomObject and IConvertible } literal => literal.ToString(),
        PSObject { BaseObject: not PSCustomObject } wrapped => TextOf(wrapped.BaseObject, name),
        string text => text,
        IEnumerable or PSObject => throw new FormatException($"{name} takes a single value here, not a list or a hashtable."),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static object? Bare(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
}
