using System.Globalization;

namespace ContainerTools.Engine.Stacks;

/// <summary>Where something stands in a compose file.</summary>
internal readonly record struct ComposePlace(string File, long Line, long Column)
{
    /// <summary>The error about what stands there.</summary>
    public EngineException Refuse(string message) =>
        new("ComposeFileInvalid", ErrorCategory.InvalidData, File, string.Create(CultureInfo.InvariantCulture, $"{File}, line {Line}, column {Column}: {message}"));
}

/// <summary>A value of a compose file, which knows where it stands.</summary>
/// <param name="Place">Where.</param>
internal abstract record ComposeNode(ComposePlace Place)
{
    public ComposeMap Map(string what) => this as ComposeMap ?? throw Place.Refuse($"{what} is not a mapping.");

    public string Text(string what) => this is ComposeScalar { Value: { } text } ? text : throw Place.Refuse($"{what} is not a single value.");

    public long Whole(string what) =>
        long.TryParse(Text(what), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Place.Refuse($"'{Text(what)}' is not a whole number for {what}.");

    public double Number(string what) =>
        double.TryParse(Text(what), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw Place.Refuse($"'{Text(what)}' is not a number for {what}.");

    public bool Flag(string what) => Text(what).ToLowerInvariant() switch
    {
        "true" or "yes" or "y" or "on" => true,
        "false" or "no" or "n" or "off" => false,
        var other => throw Place.Refuse($"'{other}' is neither true nor false for {what}."),
    };

    /// <summary>A duration, in nanoseconds.</summary>
    public long Nanoseconds(string what) => Parse(Text(what), text => Duration.Parse(text).ToNanoseconds());

    /// <summary>Reads a text by a parser whose refusal gets this place.</summary>
    public T Parse<T>(string text, Func<string, T> parser)
    {
        try
        {
            return parser(text);
        }
        catch (FormatException e)
        {
            throw Place.Refuse(e.Message);
        }
    }

    /// <summary>A list of texts, or a single one.</summary>
    public IReadOnlyList<string> Texts(string what) => this is ComposeList list ? [.. list.Items.Select(item => item.Text(what))] : [Text(what)];
}

/// <summary>A single value; <see langword="null"/> where nothing stands.</summary>
internal sealed record ComposeScalar(ComposePlace Place, string? Value) : ComposeNode(Place);

/// <summary>A list.</summary>
internal sealed record ComposeList(ComposePlace Place, IReadOnlyList<ComposeNode> Items) : ComposeNode(Place);

/// <summary>A mapping, in its order.</summary>
internal sealed record ComposeMap(ComposePlace Place, IReadOnlyDictionary<string, ComposeNode> Items) : ComposeNode(Place)
{
    /// <summary>The places of its keys.</summary>
    public IReadOnlyDictionary<string, ComposePlace> Keys { get; init; } = new Dictionary<string, ComposePlace>();

    /// <summary>What stands at a key; <see langword="null"/> for nothing.</summary>
    public ComposeNode? this[string key] => Items.TryGetValue(key, out var value) && value is not ComposeScalar { Value: null } ? value : null;

    public ComposePlace PlaceOf(string key) => Keys.TryGetValue(key, out var place) ? place : Place;

    /// <summary>The same with some values in the place of others.</summary>
    public ComposeMap With(Func<string, ComposeNode, ComposeNode> change) => this with { Items = Items.ToDictionary(item => item.Key, item => change(item.Key, item.Value), StringComparer.Ordinal) };
}
