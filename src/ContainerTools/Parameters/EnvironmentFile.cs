using System.Text;

namespace ContainerTools;

/// <summary>Files of environment variables or labels (<c>docker run --env-file</c>), one <c>NAME=value</c> a line.</summary>
public static class EnvironmentFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Reads a file by docker's rules: leading white space is dropped, empty lines and lines that start with <c>#</c> are
    /// skipped, and everything after the first <c>=</c> is the value as it stands, quotation marks and trailing blanks
    /// included. A name alone takes the value that it has in this process, or is left out. UTF-8 with or without a byte order
    /// mark; UTF-16, which Windows PowerShell writes, is recognised and converted.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <returns>The variables as <c>NAME=value</c>, in the order of the file.</returns>
    /// <exception cref="FormatException">A line has no name or white space in its name, or is not valid UTF-8. The message names the file and the line, never the content.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<string> Read(string path) => Read(path, Environment.GetEnvironmentVariable);

    internal static IReadOnlyList<string> Read(string path, Func<string, string?> lookup)
    {
        ArgumentNullException.ThrowIfNull(path);
        var variables = new List<string>();
        var number = 0;
        foreach (var bytes in Lines(ToUtf8(File.ReadAllBytes(path), path)))
        {
            number++;
            var line = Decode(bytes, path, number).TrimStart();
            if (line.Length == 0 || line[0] == '#') continue;
            var cut = line.IndexOf('=', StringComparison.Ordinal);
            var name = cut < 0 ? line : line[..cut];
            if (name.Length == 0) throw Refuse(path, number, "there is no name before '='");
            if (name.AsSpan().IndexOfAny(' ', '\t') >= 0) throw Refuse(path, number, "there is white space in the name");
            if (cut >= 0) variables.Add(line);
            else if (lookup(name) is { } value) variables.Add($"{name}={value}");
        }
        return variables;
    }

    private static byte[] ToUtf8(byte[] bytes, string path)
    {
        var encoding = bytes switch
        {
            [0xFF, 0xFE, 0, 0, ..] => new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true),
            [0xFF, 0xFE, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
            [0xFE, 0xFF, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
            // Without a mark: a name starts with an ASCII letter, whose other byte is 0.
            [not 0, 0, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true),
            [0, not 0, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true),
            _ => (Encoding)Utf8,
        };
        var mark = encoding.Preamble.Length > 0 ? encoding.Preamble : Encoding.UTF8.Preamble;
        var content = bytes.AsSpan().StartsWith(mark) ? bytes[mark.Length..] : bytes;
        if (encoding == Utf8) return content;
        try
        {
            return Utf8.GetBytes(encoding.GetString(content));
        }
        catch (ArgumentException failure)
        {
            throw new FormatException($"'{path}' is not valid {encoding.EncodingName}.", failure);
        }
    }

    private static IEnumerable<ArraySegment<byte>> Lines(byte[] content)
    {
        for (var start = 0; start < content.Length;)
        {
            var end = Array.IndexOf(content, (byte)'\n', start);
            var next = end < 0 ? content.Length : end;
            var length = next - start;
            if (length > 0 && content[next - 1] == '\r') length--;
            yield return new ArraySegment<byte>(content, start, length);
            start = next + 1;
        }
    }

    private static string Decode(ArraySegment<byte> line, string path, int number)
    {
        try
        {
            return Utf8.GetString(line);
        }
        catch (DecoderFallbackException)
        {
            throw Refuse(path, number, "it is not valid UTF-8");
        }
    }

    private static FormatException Refuse(string path, int line, string reason) => new($"'{path}', line {line}: {reason}. Expected NAME=value, NAME, or a comment that starts with #.");
}
