using System.Text;

namespace ContainerTools.Engine.Build;

/// <summary>Takes an ignore pattern apart.</summary>
internal sealed class IgnorePatternParser(string text, bool allowEscapes)
{
    private readonly List<IgnoreToken> tokens = [];
    private int position;

    public List<IgnoreToken> Read()
    {
        if (text.StartsWith("**", StringComparison.Ordinal) && IsPlain(text.AsSpan(2)))
        {
            // docker takes a plain text after a leading ** for an ending: **file also matches myfile, and **/file does not.
            if (text.Length > 2 && text[2] != '/')
            {
                position = 2;
                tokens.Add(new IgnoreToken(IgnoreTokenKind.Everything));
            }
        }
        while (position < text.Length) ReadToken();
        return tokens;
    }

    private void ReadToken()
    {
        switch (text[position])
        {
            case '*' when Next(1) == '*':
                position += 2;
                if (Next() == '/') position++;
                if (position == text.Length)
                {
                    tokens.Add(new IgnoreToken(IgnoreTokenKind.Everything));
                    break;
                }
                tokens.Add(new IgnoreToken(IgnoreTokenKind.Folders));
                tokens.Add(new IgnoreToken(IgnoreTokenKind.WithinFolders));
                break;
            case '*':
                position++;
                tokens.Add(new IgnoreToken(IgnoreTokenKind.ManyInFolder));
                break;
            case '?':
                position++;
                tokens.Add(new IgnoreToken(IgnoreTokenKind.AnyInFolder));
                break;
            case '[':
                position++;
                tokens.Add(new IgnoreToken(IgnoreTokenKind.Set, Set: ReadSet()));
                break;
            case '\\' when allowEscapes:
                position++;
                if (position == text.Length) throw new FormatException("a backslash is its last character");
                goto default;
            default:
                tokens.Add(new IgnoreToken(IgnoreTokenKind.Character, TakeRune()));
                break;
        }
    }

    private IgnoreSet ReadSet()
    {
        var isNegated = Next() == '^';
        if (isNegated) position++;
        var ranges = new List<(Rune, Rune)>();
        while (ranges.Count == 0 || Next() != ']')
        {
            var first = ReadMember();
            var last = first;
            if (Next() == '-')
            {
                position++;
                last = ReadMember();
            }
            if (last < first) throw new FormatException($"'{first}-{last}' in a set is out of order");
            ranges.Add((first, last));
        }
        position++;
        return new IgnoreSet(isNegated, ranges);
    }

    private Rune ReadMember()
    {
        switch (Next())
        {
            case '\0' when position >= text.Length:
                throw new FormatException("a set is not closed with ]");
            case ']':
                throw new FormatException("a set is empty, or ends in '-'");
            case '-':
                throw new FormatException("a '-' in a set stands between two characters, or is written \\-");
            case '\\' when allowEscapes:
                position++;
                if (position == text.Length) throw new FormatException("a set is not closed with ]");
                break;
        }
        return TakeRune();
    }

    private char Next(int ahead = 0) => position + ahead < text.Length ? text[position + ahead] : '\0';

    private Rune TakeRune()
    {
        Rune.DecodeFromUtf16(text.AsSpan(position), out var rune, out var length);
        position += length;
        return rune;
    }

    private bool IsPlain(ReadOnlySpan<char> rest) => rest.IndexOfAny('*', '?', '[') < 0 && !rest.Contains(']') && !(allowEscapes && rest.Contains('\\'));
}
