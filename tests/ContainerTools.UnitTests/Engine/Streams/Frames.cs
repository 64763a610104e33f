using System.Buffers.Binary;
using System.Text;

namespace ContainerTools.UnitTests.Engine.Streams;

/// <summary>Writes streams as an engine does.</summary>
internal static class Frames
{
    public static byte[] Frame(byte type, ReadOnlySpan<byte> payload)
    {
        var frame = new byte[8 + payload.Length];
        frame[0] = type;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(4), (uint)payload.Length);
        payload.CopyTo(frame.AsSpan(8));
        return frame;
    }

    public static byte[] Frame(byte type, string payload) => Frame(type, Encoding.UTF8.GetBytes(payload));

    public static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(p => p)];
}

/// <summary>Hands its bytes out in pieces of a given size, as a network may.</summary>
internal sealed class PieceStream(byte[] bytes, int size) : MemoryStream(bytes)
{
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, size));

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, size)]);
}
