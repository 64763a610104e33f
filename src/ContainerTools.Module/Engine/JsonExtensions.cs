using System.Globalization;

namespace ContainerTools.Engine;

/// <summary>
/// Reads the engine's JSON forgivingly: engines of different ages leave out, null or empty the same fact, and all of that is
/// "unknown" to a user.
/// </summary>
internal static class JsonExtensions
{
    /// <summary>The property, or an undefined element where there is none.</summary>
    public static JsonElement Child(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var child) ? child : default;

    public static string Text(this JsonElement json, string name) => json.TextOrNull(name) ?? "";

    /// <summary>The text, or <see langword="null"/> where it is missing or empty.</summary>
    public static string? TextOrNull(this JsonElement json, string name) =>
        json.Child(name) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } value ? value : null;

    public static long? Number(this JsonElement json, string name) =>
        json.Child(name) is { ValueKind: JsonValueKind.Number } number ? number.TryGetInt64(out var whole) ? whole : (long)number.GetDouble() : null;

    /// <summary>The number, or <see langword="null"/> where it is missing or 0, which is how the engine writes "no limit".</summary>
    public static long? Limit(this JsonElement json, string name) => json.Number(name) is { } number and not 0 ? number : null;

    public static int? Integer(this JsonElement json, string name) => (int?)json.Number(name);

    public static bool? Flag(this JsonElement json, string name) => json.Child(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>A time in RFC 3339, or <see langword="null"/> for none and for Go's zero time in the year 1.</summary>
    public static DateTimeOffset? Time(this JsonElement json, string name) =>
        json.TextOrNull(name) is { } text && Timestamp.TryParse(text, out var time) && time.Year > 1 ? time : null;

    /// <summary>A time in seconds since 1970.</summary>
    public static DateTimeOffset? UnixTime(this JsonElement json, string name) =>
        json.Number(name) is { } seconds and > 0 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    /// <summary>A duration in nanoseconds, as Go writes it; <see langword="null"/> for none.</summary>
    public static TimeSpan? Nanoseconds(this JsonElement json, string name) =>
        json.Number(name) is { } nanoseconds and not 0 ? new TimeSpan(nanoseconds / TimeSpan.NanosecondsPerTick) : null;

    /// <summary>What nothing can be without: an answer that lacks it is no engine's.</summary>
    /// <exception cref="JsonException">It is missing.</exception>
    public static string Identity(this JsonElement json, string name) => json.TextOrNull(name) ?? throw new JsonException($"something in it has no '{name}'");

    /// <summary>An answer that is a list, of which <c>null</c> is an empty one.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static IEnumerable<JsonElement> List(this JsonElement json) =>
        json.ValueKind is JsonValueKind.Array or JsonValueKind.Null ? json.Items() : throw new JsonException("it is not a list");

    public static JsonElement.ArrayEnumerator Items(this JsonElement json) => json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : default;

    public static JsonElement.ObjectEnumerator Properties(this JsonElement json) => json.ValueKind == JsonValueKind.Object ? json.EnumerateObject() : default;

    public static List<string> Texts(this JsonElement json, string name)
    {
        var result = new List<string>();
        foreach (var item in json.Child(name).Items())
        {
            if (item.ValueKind == JsonValueKind.String) result.Add(item.GetString()!);
        }
        return result;
    }

    public static Dictionary<string, string> Dictionary(this JsonElement json, string name)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in json.Child(name).Properties())
        {
            result[property.Name] = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.ToString();
        }
        return result;
    }

    /// <summary>A word of the engine as an enumeration's value, its first for a word that this version does not know.</summary>
    public static T Word<T>(this JsonElement json, string name) where T : struct, Enum =>
        Enum.TryParse<T>(json.Text(name).Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var value) ? value : default;

    public static string Invariant(this int number) => number.ToString(CultureInfo.InvariantCulture);
}
