using System.Text;
using System.Text.RegularExpressions;

namespace ContainerTools.Engine.Build;

/// <summary>
/// Cuts a Dockerfile into its instructions: directives, comments, continued lines, heredocs. It judges nothing: what is wrong
/// with an instruction is the engine's to say.
/// </summary>
internal sealed partial class DockerfileParser(string text)
{
    private readonly string[] lines = text.Split('\n');
    private int position;

    /// <summary>The frontend that <c># syntax=</c> names.</summary>
    public string? Syntax { get; private set; }

    public char Escape { get; private set; } = '\\';

    public List<DockerfileInstruction> Read()
    {
        ReadDirectives();
        var instructions = new List<DockerfileInstruction>();
        while (position < lines.Length)
        {
            var first = position + 1;
            if (ReadLogicalLine() is not { } line) continue;
            instructions.Add(Instruction(first, line));
        }
        return instructions;
    }

    /// <summary>Directives are comments before everything else, each once.</summary>
    private void ReadDirectives()
    {
        if (lines[0].StartsWith("#!", StringComparison.Ordinal)) position++;
        for (; position < lines.Length && Directive().Match(lines[position]) is { Success: true } match; position++)
        {
            var value = match.Groups["value"].Value.Trim();
            switch (match.Groups["name"].Value.ToLowerInvariant())
            {
                case "syntax":
                    Syntax ??= value;
                    break;
                case "escape" when value is "`" or "\\":
                    Escape = value[0];
                    break;
                case "check" or "escape":
                    break;
                default:
                    return; // Any other comment ends them.
            }
        }
    }

    /// <returns><see langword="null"/> where there is only a comment or nothing.</returns>
    private string? ReadLogicalLine()
    {
        var line = new StringBuilder();
        while (position < lines.Length)
        {
            var raw = lines[position++].TrimEnd('\r');
            var trimmed = raw.TrimStart();
            if (trimmed.StartsWith('#') || (trimmed.Length == 0 && line.Length > 0)) continue;
            if (trimmed.Length == 0) return null;
            if (!IsContinued(raw, out var kept))
            {
                line.Append(raw);
                break;
            }
            line.Append(kept);
        }
        var whole = line.ToString().Trim();
        return whole.Length == 0 ? null : whole;
    }

    private bool IsContinued(string line, out string kept)
    {
        var end = line.TrimEnd(' ', '\t');
        var continued = end.EndsWith(Escape) && !(Escape == '\\' && end.EndsWith("\\\\", StringComparison.Ordinal));
        kept = continued ? end[..^1] : line;
        return continued;
    }

    private DockerfileInstruction Instruction(int first, string line)
    {
        var words = line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        var keyword = words[0].ToUpperInvariant();
        var rest = words.Length > 1 ? words[1].Trim() : "";
        var flags = new List<string>();
        while (Flag().Match(rest) is { Success: true } match)
        {
            flags.Add(match.Groups["flag"].Value);
            rest = rest[match.Length..];
        }
        var heredocs = keyword is "RUN" or "COPY" or "ADD" ? Heredoc().Matches(rest) : null;
        foreach (Match heredoc in heredocs ?? Enumerable.Empty<Match>()) SkipHeredoc(heredoc.Groups["name"].Value, heredoc.Groups["tabs"].Length > 0);
        return new DockerfileInstruction(first, keyword, flags, rest, heredocs is { Count: > 0 });
    }

    private void SkipHeredoc(string name, bool tabs)
    {
        while (position < lines.Length)
        {
            var line = lines[position++].TrimEnd('\r');
            if ((tabs ? line.TrimStart('\t') : line) == name) return;
        }
    }

    [GeneratedRegex(@"^\s*#\s*(?<name>[a-zA-Z][a-zA-Z0-9]*)\s*=\s*(?<value>.+?)\s*$")]
    private static partial Regex Directive();

    [GeneratedRegex(@"^(?<flag>--[a-zA-Z][^\s""]*(?:""[^""]*""[^\s""]*)*)(?:\s+|$)")]
    private static partial Regex Flag();

    [GeneratedRegex(@"(?<=^|\s)[0-9]*<<(?<tabs>-?)(?<quote>['""]?)(?<name>[A-Za-z_][A-Za-z0-9_.]*)\k<quote>(?=\s|$)")]
    private static partial Regex Heredoc();
}
