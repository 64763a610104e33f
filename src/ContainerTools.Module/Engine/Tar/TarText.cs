using System.Text;

namespace ContainerTools.Engine.Tar;

/// <summary>
/// Names as archives have them: bytes, nearly always of UTF-8. A byte that is not becomes half of a surrogate pair, which no
/// proper text has, and turns into the same byte again when the name is written.
/// </summary>
internal static class TarText
{
    private const int EscapeBase = 0xDC00;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return DecodeEscaping(bytes);
        }
    }

    public static byte[] Encode(string text)
    {
        if (IsText(text)) return Encoding.UTF8.GetBytes(text);
        var bytes = new List<byte>(text.Length);
        Span<byte> one = stackalloc byte[4];
        for (var i = 0; i < text.Length;)
        {
            if (Rune.TryGetRuneAt(text, i, out var rune))
            {
                bytes.AddRange(one[..rune.EncodeToUtf8(one)]);
                i += rune.Utf16SequenceLength;
            }
            else
            {
                bytes.Add((byte)(text[i++] - EscapeBase));
            }
        }
        return [.. bytes];
    }

    /// <summary>Whether a name consists of characters, and not of other bytes.</summary>
    public static bool IsText(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (!char.IsSurrogate(name[i])) continue;
            if (!char.IsSurrogatePair(name, i)) return false;
            i++;
        }
        return true;
    }

    private static string DecodeEscaping(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        Span<char> pair = stackalloc char[2];
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var length) == System.Buffers.OperationStatus.Done)
            {
                text.Append(pair[..rune.EncodeToUtf16(pair)]);
            }
            else
            {
                foreach (var one in bytes[..length]) text.Append((char)(EscapeBase + one));
            }
            bytes = bytes[length..];
        }
        return text.ToString();
    }
}
