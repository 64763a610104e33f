using System.Management.Automation.Language;
using System.Text;

namespace ContainerTools.Completion;

/// <summary>A word of a command line that is being typed, with the quotes that were begun, and how others are written in its place.</summary>
/// <param name="Text">What has been typed, without quotes and escapes.</param>
/// <param name="Quote">The quote that it begins with, straight; <see langword="null"/> for a bare word.</param>
internal sealed record QuotedWord(string Text, char? Quote)
{
    private const char Single = '\'';
    private const char Double = '"';
    private const char Escape = '`';

    /// <summary>Reads a word whose end, and closing quote, may be missing.</summary>
    public static QuotedWord Parse(string word)
    {
        if (word.Length == 0) return new(word, null);
        if (IsSingle(word[0])) return new(Body(word, IsSingle).Replace("''", "'", StringComparison.Ordinal), Single);
        return IsDouble(word[0]) ? new(Unescape(Body(word, IsDouble)), Double) : new(Unescape(word), null);
    }

    /// <summary>Writes a text so that PowerShell reads exactly that: bare where that goes, otherwise in the quotes that were begun.</summary>
    public string Write(string text)
    {
        if (Quote == Double) return Double + string.Concat(text.Select(c => c is '$' or Escape || IsDouble(c) ? $"{Escape}{c}" : c.ToString())) + Double;
        return Quote is null && IsBare(text) ? text : Single + CodeGeneration.EscapeSingleQuotedStringContent(text) + Single;
    }

    /// <summary>Whether PowerShell reads a bare word as that very text, and not as a number, a list, a parameter, …</summary>
    private static bool IsBare(string text)
    {
        var script = Parser.ParseInput("x " + text, out _, out var errors);
        return errors.Length == 0 && script.EndBlock?.Statements is [PipelineAst { PipelineElements: [CommandAst { Redirections.Count: 0, CommandElements: [_, StringConstantExpressionAst word] }] }]
            && word.StringConstantType == StringConstantType.BareWord && word.Value == text;
    }

    private static string Body(string word, Func<char, bool> isQuote) => word.Length > 1 && isQuote(word[^1]) ? word[1..^1] : word[1..];

    private static string Unescape(string word)
    {
        if (!word.Contains(Escape, StringComparison.Ordinal)) return word;
        var result = new StringBuilder(word.Length);
        for (var i = 0; i < word.Length; i++)
        {
            if (word[i] == Escape && i + 1 < word.Length) i++;
            result.Append(word[i]);
        }
        return result.ToString();
    }

    private static bool IsSingle(char character) => character is Single or >= '\u2018' and <= '\u201b';

    private static bool IsDouble(char character) => character is Double or >= '\u201c' and <= '\u201e';
}
