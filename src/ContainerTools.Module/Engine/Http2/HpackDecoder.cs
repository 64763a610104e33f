using System.Text;

namespace ContainerTools.Engine.Http2;

/// <summary>
/// Reads blocks of header fields (RFC 7541), one after the other: what one of them has put in the table, the next may refer to.
/// How large the table, a field and a block may be is bounded.
/// </summary>
/// <param name="longestList">What the fields of one block may count for together.</param>
internal sealed class HpackDecoder(int longestList)
{
    private readonly HpackTable table = new();

    /// <summary>Reads one block.</summary>
    /// <exception cref="Http2Exception">It is none, or too large; the connection cannot go on then.</exception>
    public List<Http2Header> Decode(ReadOnlySpan<byte> block)
    {
        var headers = new List<Http2Header>();
        var size = 0;
        while (block.Length > 0)
        {
            var first = block[0];
            if ((first & 0xE0) == 0x20)
            {
                // A new size of the table stands before all fields (section 4.2).
                if (headers.Count > 0) throw Invalid("the size of the table changes between header fields");
                table.Resize(ReadInteger(ref block, 5));
                continue;
            }
            var header = Field(first, ref block);
            size += header.Size;
            if (size > longestList) throw new Http2Exception(Http2Error.EnhanceYourCalm, "the header fields are too long");
            headers.Add(header);
        }
        return headers;
    }

    /// <summary>One field: by its number in the table, or as it is, to be kept there or not (sections 6.1 and 6.2).</summary>
    private Http2Header Field(byte first, ref ReadOnlySpan<byte> block)
    {
        if ((first & 0x80) != 0) return table[ReadInteger(ref block, 7)];
        var isKept = (first & 0x40) != 0;
        var index = ReadInteger(ref block, isKept ? 6 : 4);
        var header = new Http2Header(index == 0 ? ReadText(ref block) : table[index].Name, ReadText(ref block));
        if (isKept) table.Add(header);
        return header;
    }

    private string ReadText(ref ReadOnlySpan<byte> block)
    {
        if (block.Length == 0) throw Invalid("a header field is cut off");
        var isCoded = (block[0] & 0x80) != 0;
        var length = ReadInteger(ref block, 7);
        if (length > block.Length) throw Invalid("a header field is longer than what holds it");
        var bytes = block[..length];
        block = block[length..];
        return isCoded ? HpackHuffman.Decode(bytes, longestList) : Encoding.Latin1.GetString(bytes);
    }

    /// <summary>A number that begins in the last bits of a byte (section 5.1). None that is of use needs more than four bytes besides.</summary>
    private static int ReadInteger(ref ReadOnlySpan<byte> block, int bits)
    {
        var most = (1 << bits) - 1;
        var value = block[0] & most;
        block = block[1..];
        if (value < most) return value;
        for (var shift = 0; shift < 28; shift += 7)
        {
            if (block.Length == 0) throw Invalid("a number is cut off");
            var next = block[0];
            block = block[1..];
            value += (next & 0x7F) << shift;
            if ((next & 0x80) == 0) return value;
        }
        throw Invalid("a number is too large");
    }

    private static Http2Exception Invalid(string what) => new(Http2Error.Compression, $"the header fields cannot be read: {what}");
}
