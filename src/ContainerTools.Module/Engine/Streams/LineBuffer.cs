using System.Buffers;
using System.Text;

namespace ContainerTools.Engine.Streams;

/// <summary>
/// Puts lines together from pieces that end anywhere. Lines are cut at LF bytes and decoded whole, so that a character that
/// arrives in two pieces stays one. Bytes that are no UTF-8 become U+FFFD.
/// </summary>
internal sealed class LineBuffer(bool trimCarriageReturn)
{
    private readonly ArrayBufferWriter<byte> pending = new(256);

    public delegate void LineHandler(string line);

    /// <summary>Whether a line has begun and not ended.</summary>
    public bool HasPending => pending.WrittenCount > 0;

    /// <summary>Takes a piece in and hands out the lines that it completes.</summary>
    public void Append(ReadOnlySpan<byte> piece, LineHandler line)
    {
        while (piece.IndexOf((byte)'\n') is var cut and >= 0)
        {
            if (pending.WrittenCount == 0)
            {
                line(Decode(piece[..cut]));
            }
            else
            {
                pending.Write(piece[..cut]);
                Flush(line);
            }
            piece = piece[(cut + 1)..];
        }
        pending.Write(piece);
    }

    /// <summary>Hands out a last line that has no end.</summary>
    public void Flush(LineHandler line)
    {
        var text = Decode(pending.WrittenSpan);
        // A line of megabytes must not hold its memory for the rest of the stream.
        if (pending.Capacity > 1 << 20) pending.Clear();
        pending.ResetWrittenCount();
        line(text);
    }

    private string Decode(ReadOnlySpan<byte> bytes)
    {
        if (trimCarriageReturn && bytes is [.., (byte)'\r']) bytes = bytes[..^1];
        return Encoding.UTF8.GetString(bytes);
    }
}
