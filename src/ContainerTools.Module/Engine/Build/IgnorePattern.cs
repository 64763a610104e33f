using System.Numerics;
using System.Text;

namespace ContainerTools.Engine.Build;

/// <summary>
/// One pattern of a <c>.dockerignore</c> file: <c>*</c> and <c>?</c> stay within a folder, <c>**</c> crosses folders,
/// <c>[a-z]</c> and <c>[^a-z]</c> are sets, and a backslash takes the next character as it is (except on Windows, where it
/// separates folders). All positions that a path can have reached are followed at once, so that no pattern takes
/// exponential time.
/// </summary>
internal sealed class IgnorePattern
{
    private const int WordBits = 64;
    private const int StackWords = 16;

    private readonly IgnoreToken[] tokens;
    private readonly string? literal;
    private readonly int words;

    private IgnorePattern(string text, bool isNegated, IgnoreToken[] tokens)
    {
        (Text, IsNegated, this.tokens) = (text, isNegated, tokens);
        words = (tokens.Length / WordBits) + 1;
        if (Array.TrueForAll(tokens, t => t.Kind == IgnoreTokenKind.Character)) literal = string.Concat(tokens.Select(t => t.Character.ToString()));
    }

    /// <summary>The pattern without its exclamation mark, cleaned.</summary>
    public string Text { get; }

    /// <summary>Whether it takes back what patterns before it have excluded.</summary>
    public bool IsNegated { get; }

    /// <summary>Reads a pattern that has been cleaned.</summary>
    /// <exception cref="FormatException">A set is not closed, empty or out of order, or a backslash is the last character.</exception>
    public static IgnorePattern Parse(string text, bool isNegated, bool allowEscapes) =>
        new(text, isNegated, [.. new IgnorePatternParser(text, allowEscapes).Read()]);

    /// <summary>Whether it matches this path itself; its parents are asked about on their own.</summary>
    public bool Matches(string path) => literal is not null ? path == literal : Follow(path, wholly: true);

    /// <summary>Whether something in this folder, at any depth, could match it.</summary>
    public bool CanMatchBelow(string folder) => literal is not null
        ? literal.Length > folder.Length && literal[folder.Length] == '/' && literal.StartsWith(folder, StringComparison.Ordinal)
        : Follow(folder + "/", wholly: false);

    /// <param name="wholly">Whether the path has to be all that the pattern says, or may be its beginning.</param>
    private bool Follow(string path, bool wholly)
    {
        var current = words <= StackWords ? stackalloc ulong[words] : new ulong[words];
        var next = words <= StackWords ? stackalloc ulong[words] : new ulong[words];
        Enter(current, 0);
        foreach (var character in path.EnumerateRunes())
        {
            next.Clear();
            var alive = false;
            for (var word = 0; word < words; word++)
            {
                for (var bits = current[word]; bits != 0; bits &= bits - 1)
                {
                    alive |= Step(next, (word * WordBits) + BitOperations.TrailingZeroCount(bits), character);
                }
            }
            if (!alive) return false;
            var reached = current;
            current = next;
            next = reached;
        }
        return !wholly || (current[tokens.Length / WordBits] >> (tokens.Length % WordBits) & 1) != 0;
    }

    /// <summary>Moves on from one position by one character of the path.</summary>
    private bool Step(Span<ulong> next, int position, Rune character)
    {
        if (position == tokens.Length) return false;
        ref readonly var token = ref tokens[position];
        var isSlash = character.Value == '/';
        switch (token.Kind)
        {
            case IgnoreTokenKind.Character when token.Character == character:
            case IgnoreTokenKind.AnyInFolder when !isSlash:
            case IgnoreTokenKind.Set when token.Set!.Contains(character):
                Enter(next, position + 1);
                return true;
            case IgnoreTokenKind.ManyInFolder when !isSlash:
            case IgnoreTokenKind.Everything:
                Enter(next, position);
                return true;
            case IgnoreTokenKind.WithinFolders:
                Set(next, position);
                if (isSlash) Enter(next, position + 1);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Marks a position, and those that are reached from it without a character.</summary>
    private void Enter(Span<ulong> positions, int position)
    {
        // Where a position is marked already, so is all that follows from it.
        for (; (positions[position / WordBits] >> (position % WordBits) & 1) == 0; position++)
        {
            Set(positions, position);
            if (position == tokens.Length) return;
            switch (tokens[position].Kind)
            {
                case IgnoreTokenKind.ManyInFolder or IgnoreTokenKind.Everything:
                    break;
                case IgnoreTokenKind.Folders:
                    Set(positions, ++position);
                    break;
                default:
                    return;
            }
        }
    }

    private static void Set(Span<ulong> positions, int position) => positions[position / WordBits] |= 1UL << (position % WordBits);
}
