namespace ContainerTools.Engine;

/// <summary>
/// The environment variable <c>DOCKER_CUSTOM_HEADERS</c>: <c>name=value</c> pairs in a record of comma-separated values. They
/// take the place of those in config.json. They may be secrets, so a message counts them and does not show them.
/// </summary>
internal static class CustomHeaders
{
    /// <exception cref="EngineException">It is not such a record.</exception>
    public static IReadOnlyDictionary<string, string> Parse(string text)
    {
        var result = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        IReadOnlyList<string> fields;
        try
        {
            fields = Csv.Read(text, why => new FormatException(why));
        }
        catch (FormatException e)
        {
            throw Invalid(e.Message);
        }
        for (var i = 0; i < fields.Count; i++)
        {
            var cut = fields[i].IndexOf('=', StringComparison.Ordinal);
            if (cut < 0) throw Invalid($"entry {(i + 1).Invariant()} has no '='");
            var name = fields[i][..cut].Trim();
            if (name.Length == 0) throw Invalid($"entry {(i + 1).Invariant()} has no name before its '='");
            result[name] = fields[i][(cut + 1)..];
        }
        return result;
    }

    private static EngineException Invalid(string why) => new("CustomHeadersInvalid", ErrorCategory.InvalidArgument, "DOCKER_CUSTOM_HEADERS",
        $"The environment variable DOCKER_CUSTOM_HEADERS cannot be read: {why}. Write name=value pairs with commas between them.");
}
