namespace ContainerTools.Engine.Stacks;

/// <summary>The variables that a compose file is filled in with: those of this process, then those of a <c>.env</c> file.</summary>
internal static class ComposeEnvironment
{
    private const string Export = "export ";

    /// <summary>Gives a variable's value.</summary>
    /// <param name="files">The files; of a variable that is in several the last one counts.</param>
    /// <exception cref="EngineException">A file cannot be read, or a line is no variable.</exception>
    public static Func<string, string?> Of(IEnumerable<string> files)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            foreach (var (name, value) in Read(file)) known[name] = value;
        }
        return name => Environment.GetEnvironmentVariable(name) ?? known.GetValueOrDefault(name);
    }

    private static List<(string Name, string Value)> Read(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException("EnvironmentFileInvalid", ErrorCategory.ReadError, path, $"'{path}' cannot be read: {e.Message}", e);
        }
        var result = new List<(string, string)>();
        for (var number = 0; number < lines.Length; number++)
        {
            var line = lines[number].Trim();
            if (line.Length == 0 || line[0] == '#') continue;
            if (line.StartsWith(Export, StringComparison.Ordinal)) line = line[Export.Length..].TrimStart();
            var cut = line.IndexOf('=', StringComparison.Ordinal);
            // The value may be a secret: the message does not show the line.
            if (cut <= 0) throw new ComposePlace(path, number + 1, 1).Refuse("The line is not of the form NAME=value.");
            result.Add((line[..cut].TrimEnd(), Value(line[(cut + 1)..].Trim())));
        }
        return result;
    }

    /// <summary>A value without its quotation marks, or without the comment behind it.</summary>
    private static string Value(string text)
    {
        if (text.Length > 1 && text[0] is '"' or '\'' && text.IndexOf(text[0], 1) is var end and > 0)
        {
            var inner = text[1..end];
            return text[0] == '"' ? inner.Replace("\\n", "\n", StringComparison.Ordinal) : inner;
        }
        var comment = text.IndexOf(" #", StringComparison.Ordinal);
        return comment < 0 ? text : text[..comment].TrimEnd();
    }
}
