using System.Text;

namespace ContainerTools.Engine.Build;

/// <summary>
/// A text file that goes to the engine, which reads UTF-8 only: what Windows PowerShell's <c>&gt;</c> has written in UTF-16 is
/// recognised and converted.
/// </summary>
/// <param name="Text">The text, without a byte order mark.</param>
/// <param name="Converted">The bytes to send in place of the file's own; <see langword="null"/> where those are UTF-8 already.</param>
internal sealed record BuildText(string Text, byte[]? Converted)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="EngineException">It cannot be read, or is no text.</exception>
    public static BuildText Read(string path)
    {
        try
        {
            return Decode(File.ReadAllBytes(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException("BuildFileUnreadable", ErrorCategory.ReadError, path, $"'{path}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Decodes what a file holds.</summary>
    /// <param name="name">The file's name, for the error.</param>
    /// <exception cref="EngineException">It is no text.</exception>
    public static BuildText Decode(byte[] bytes, string name)
    {
        var encoding = bytes switch
        {
            [0xFF, 0xFE, 0, 0, ..] => new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true),
            [0xFF, 0xFE, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
            [0xFE, 0xFF, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
            // Without a mark: such a file begins with an ASCII character, whose other byte is 0.
            [not 0, 0, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true),
            [0, not 0, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true),
            _ => (Encoding)Utf8,
        };
        string text;
        try
        {
            text = encoding.GetString(bytes);
        }
        catch (ArgumentException e)
        {
            throw NotText($"it is not valid {encoding.EncodingName}", e);
        }
        if (text.Contains('\0', StringComparison.Ordinal)) throw NotText("it has zero bytes in it", null);
        text = text.TrimStart('\uFEFF');
        return new BuildText(text, encoding == Utf8 ? null : Utf8.GetBytes(text));

        EngineException NotText(string why, Exception? cause) => new("BuildFileNotText", ErrorCategory.InvalidData, name,
            $"'{name}' is no text: {why}. Save it as UTF-8.", cause);
    }
}
