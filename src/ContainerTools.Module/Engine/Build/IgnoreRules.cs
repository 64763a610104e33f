using System.Text;

namespace ContainerTools.Engine.Build;

/// <summary>
/// The rules of a <c>.dockerignore</c> file: the last pattern that matches a path decides, and one that matches a folder
/// matches what is in it (github.com/moby/patternmatcher).
/// </summary>
internal sealed class IgnoreRules
{
    private readonly IgnorePattern[] patterns;

    private IgnoreRules(IgnorePattern[] patterns) => this.patterns = patterns;

    /// <summary>No rules: nothing is ignored.</summary>
    public static IgnoreRules None { get; } = new([]);

    public bool IsEmpty => patterns.Length == 0;

    /// <summary>Reads the rules of a file.</summary>
    /// <param name="text">Its text, without a byte order mark.</param>
    /// <param name="name">Its name, for the error.</param>
    /// <exception cref="EngineException">A line is no pattern.</exception>
    public static IgnoreRules Parse(string text, string name) => Parse(text, name, OperatingSystem.IsWindows());

    internal static IgnoreRules Parse(string text, string name, bool windows)
    {
        var patterns = new List<IgnorePattern>();
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            if (raw.StartsWith('#')) continue;
            var line = raw.Trim();
            if (line.Length == 0) continue;
            var isNegated = line[0] == '!';
            var pattern = isNegated ? line[1..].Trim() : line;
            try
            {
                patterns.Add(Pattern(pattern, isNegated, windows));
            }
            catch (FormatException e)
            {
                throw new EngineException("IgnoreFileInvalid", ErrorCategory.InvalidData, line,
                    $"'{name}', line {number.Invariant()}: '{line}' is not a pattern: {e.Message}.", e);
            }
        }
        return patterns.Count == 0 ? None : new IgnoreRules([.. patterns]);
    }

    /// <summary>Decides about a path, given what its folder came to.</summary>
    /// <param name="path">The path within the context, with slashes.</param>
    /// <param name="folder">Which patterns matched its folder, from this method; <see langword="null"/> at the top.</param>
    /// <param name="matches">Which patterns match it, for what is in it.</param>
    public bool IsIgnored(string path, bool[]? folder, out bool[] matches)
    {
        matches = new bool[patterns.Length];
        var ignored = false;
        for (var i = 0; i < patterns.Length; i++)
        {
            // A pattern that would change nothing is not asked, and so does not count for what is inside either: docker's rule.
            var match = (folder is not null && folder[i]) || (patterns[i].IsNegated == ignored && patterns[i].Matches(path));
            matches[i] = match;
            if (match) ignored = !patterns[i].IsNegated;
        }
        return ignored;
    }

    /// <summary>Decides about a path of which nothing is known yet.</summary>
    public bool IsIgnored(string path)
    {
        bool[]? folder = null;
        for (var cut = path.IndexOf('/', StringComparison.Ordinal); cut >= 0; cut = path.IndexOf('/', cut + 1))
        {
            IsIgnored(path[..cut], folder, out folder);
        }
        return IsIgnored(path, folder, out _);
    }

    /// <summary>Whether an ignored folder can hold something that a negated pattern takes back.</summary>
    public bool CanKeepBelow(string folder) => Array.Exists(patterns, p => p.IsNegated && p.CanMatchBelow(folder));

    private static IgnorePattern Pattern(string text, bool isNegated, bool windows)
    {
        var pattern = Clean(windows ? text.Replace('\\', '/') : text);
        if (pattern.Length > 1 && pattern[0] == '/') pattern = pattern[1..];
        if (text.Length == 0 || (isNegated && pattern == "/")) throw new FormatException("there is nothing after '!'");
        return IgnorePattern.Parse(pattern, isNegated, allowEscapes: !windows);
    }

    /// <summary>The shortest path that means the same: no empty and no <c>.</c> parts, and <c>..</c> taken back.</summary>
    private static string Clean(string path)
    {
        var rooted = path.StartsWith('/');
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count > 0 && parts[^1] != "..") parts.RemoveAt(parts.Count - 1);
            else if (!rooted) parts.Add(part);
        }
        var clean = new StringBuilder(rooted ? "/" : "").AppendJoin('/', parts).ToString();
        return clean.Length == 0 ? "." : clean;
    }
}
