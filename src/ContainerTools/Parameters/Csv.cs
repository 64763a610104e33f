using System.Text;

namespace ContainerTools;

/// <summary>One record of comma-separated fields as RFC 4180 quotes them; docker writes its long option syntax so.</summary>
internal static class Csv
{
    internal static IReadOnlyList<string> Read(string text, Func<string, FormatException> refuse)
    {
        var fields = new List<string>();
        var position = 0;
        while (true)
        {
            var field = position < text.Length && text[position] == '"'
                ? Quoted(text, ref position, refuse)
                : Plain(text, ref position, refuse);
            fields.Add(field);
            if (position == text.Length) return fields;
            // Only a comma ends a field before the end of the text.
            position++;
        }
    }

    internal static string Write(IEnumerable<string> fields) => string.Join(',', fields.Select(field =>
        field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));

    private static string Plain(string text, ref int position, Func<string, FormatException> refuse)
    {
        var start = position;
        for (; position < text.Length && text[position] != ','; position++)
        {
            if (text[position] == '"') throw refuse("a quotation mark stands inside a field; quote the whole field");
            if (text[position] is '\r' or '\n') throw refuse("there is a line end outside of quotation marks");
        }
        return text[start..position];
    }

    private static string Quoted(string text, ref int position, Func<string, FormatException> refuse)
    {
        var field = new StringBuilder();
        for (position++; position < text.Length; position++)
        {
            if (text[position] != '"')
            {
                field.Append(text[position]);
                continue;
            }
            position++;
            if (position == text.Length || text[position] == ',') return field.ToString();
            if (text[position] != '"') throw refuse("something follows a closing quotation mark");
            field.Append('"');
        }
        throw refuse("a quotation mark is not closed");
    }
}
