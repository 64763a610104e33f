using System.Text;

namespace ContainerTools.Engine.Stacks;

/// <summary>Splits a command line into its words, as a shell does with quotation marks and backslashes.</summary>
internal static class ShellWords
{
    /// <exception cref="FormatException">A quotation mark is not closed.</exception>
    public static IReadOnlyList<string> Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (begun, quote) = (false, '\0');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != '\'' && c == '\\' && i + 1 < text.Length && (quote == '\0' || text[i + 1] is '"' or '\\' or '$' or '`')) c = text[++i];
            else if (quote != '\0' && c == quote)
            {
                quote = '\0';
                continue;
            }
            else if (quote == '\0' && (c is '"' or '\''))
            {
                (begun, quote) = (true, c);
                continue;
            }
            else if (quote == '\0' && char.IsWhiteSpace(c))
            {
                if (begun) words.Add(word.ToString());
                word.Clear();
                begun = false;
                continue;
            }
            begun = true;
            word.Append(c);
        }
        if (quote != '\0') throw new FormatException($"'{text}' has a quotation mark that is not closed.");
        if (begun) words.Add(word.ToString());
        return words;
    }
}
