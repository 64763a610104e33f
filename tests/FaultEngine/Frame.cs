using System.Buffers.Binary;
using System.Text;

namespace ContainerTools.FaultEngine;

/// <summary>Pieces of the stream in which an engine mixes a container's outputs.</summary>
public static class Frame
{
    public static byte[] StdOut(string text) => Of(1, Encoding.UTF8.GetBytes(text));

    public static byte[] StdErr(string text) => Of(2, Encoding.UTF8.GetBytes(text));

    /// <summary>A frame of any type, known or not.</summary>
    public static byte[] Of(byte type, byte[] payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        var frame = new byte[8 + payload.Length];
        frame[0] = type;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(4), (uint)payload.Length);
        payload.CopyTo(frame, 8);
        return frame;
    }

    /// <summary>One after the other.</summary>
    public static byte[] Join(params byte[][] frames) => [.. frames.SelectMany(frame => frame)];
}
