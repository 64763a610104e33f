using System.Text;

namespace ContainerTools.Engine.Http2;

/// <summary>Writes header fields as literals that no table keeps (RFC 7541, section 6.2.2): a server's few answers gain nothing by one.</summary>
internal static class HpackEncoder
{
    public static byte[] Encode(IEnumerable<Http2Header> headers)
    {
        using var block = new MemoryStream();
        foreach (var (name, value) in headers)
        {
            block.WriteByte(0);
            Write(block, name);
            Write(block, value);
        }
        return block.ToArray();
    }

    private static void Write(MemoryStream block, string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        WriteInteger(block, bytes.Length);
        block.Write(bytes);
    }

    /// <summary>A length with seven bits in its first byte (RFC 7541, section 5.1); the eighth says that there is no Huffman code.</summary>
    private static void WriteInteger(MemoryStream block, int value)
    {
        if (value < 0x7F)
        {
            block.WriteByte((byte)value);
            return;
        }
        block.WriteByte(0x7F);
        for (value -= 0x7F; value >= 0x80; value >>= 7) block.WriteByte((byte)(value | 0x80));
        block.WriteByte((byte)value);
    }
}
