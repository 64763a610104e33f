namespace ContainerTools;

/// <summary>Environment variables as the engine takes them, <c>NAME=value</c>.</summary>
public static class EnvironmentVariable
{
    /// <summary>Gives a variable that is only named the value that it has in this process, as <c>docker run --env NAME</c> does.</summary>
    /// <param name="text"><c>NAME=value</c>, or <c>NAME</c> alone.</param>
    /// <returns><c>NAME=value</c>; the name alone where this process does not have it, which makes the engine unset what the image sets.</returns>
    /// <exception cref="FormatException">There is no name.</exception>
    public static string Resolve(string text) => Resolve(text, Environment.GetEnvironmentVariable);

    internal static string Resolve(string text, Func<string, string?> lookup)
    {
        ArgumentNullException.ThrowIfNull(text);
        // The value may be a secret: an error does not show it.
        if (text.Length == 0 || text[0] == '=') throw new FormatException("An environment variable has no name. Expected NAME=value or NAME.");
        return text.Contains('=', StringComparison.Ordinal) || lookup(text) is not { } value ? text : $"{text}={value}";
    }
}
