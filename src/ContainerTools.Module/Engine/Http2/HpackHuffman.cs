using System.Text;

namespace ContainerTools.Engine.Http2;

/// <summary>
/// The Huffman code of header fields (RFC 7541, appendix B). It is canonical: the codes of one length follow each other in the
/// order of their symbols, so that the lengths alone say all of it.
/// </summary>
internal static class HpackHuffman
{
    private const int Shortest = 5;
    private const int Longest = 30;
    private const int EndOfString = 256;

    private static readonly byte[] Lengths =
    [
        13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
        6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
        13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
        15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
        20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
        22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
        26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
        20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
        30,
    ];

    /// <summary>The symbols in the order of their codes.</summary>
    private static readonly short[] Symbols = [.. Enumerable.Range(0, Lengths.Length).OrderBy(symbol => Lengths[symbol]).ThenBy(symbol => symbol).Select(symbol => (short)symbol)];

    /// <summary>For each length its first code, how many codes it has, and where its symbols begin.</summary>
    private static readonly (int First, int Count, int Start)[] Codes = MakeCodes();

    /// <summary>Decodes a text.</summary>
    /// <param name="longest">How long the text may be.</param>
    /// <exception cref="Http2Exception">It is no such code, or longer.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes, int longest)
    {
        var text = new StringBuilder();
        var (code, length) = (0, 0);
        foreach (var value in bytes)
        {
            for (var bit = 7; bit >= 0; bit--)
            {
                code = (code << 1) | ((value >> bit) & 1);
                length++;
                if (length < Shortest) continue;
                var (first, count, start) = Codes[length];
                if (code - first < count)
                {
                    var symbol = Symbols[start + code - first];
                    if (symbol == EndOfString) throw new Http2Exception(Http2Error.Compression, "the end of a text is within it");
                    if (text.Length == longest) throw new Http2Exception(Http2Error.EnhanceYourCalm, "a header field is too long");
                    text.Append((char)symbol);
                    (code, length) = (0, 0);
                }
                else if (length == Longest)
                {
                    throw new Http2Exception(Http2Error.Compression, "a text has a code that there is not");
                }
            }
        }
        // What fills up the last byte is the beginning of the end's code, which is ones, and less than a byte (RFC 7541, section 5.2).
        if (length > 7 || code != (1 << length) - 1) throw new Http2Exception(Http2Error.Compression, "a text does not end as it should");
        return text.ToString();
    }

    private static (int First, int Count, int Start)[] MakeCodes()
    {
        var codes = new (int First, int Count, int Start)[Longest + 1];
        var (code, start) = (0, 0);
        for (var length = 1; length <= Longest; length++)
        {
            code <<= 1;
            var count = Lengths.Count(known => known == length);
            codes[length] = (code, count, start);
            code += count;
            start += count;
        }
        return codes;
    }
}
