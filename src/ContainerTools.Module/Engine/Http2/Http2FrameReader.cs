using System.Buffers.Binary;

namespace ContainerTools.Engine.Http2;

/// <summary>Cuts what comes into frames (RFC 9113, section 4). Reading blocks.</summary>
internal sealed class Http2FrameReader(Stream input)
{
    /// <summary>What a client begins a connection with (RFC 9113, section 3.4).</summary>
    public static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    private readonly byte[] buffer = new byte[Http2Frame.HeadLength + Http2Frame.LongestPayload];

    /// <summary>Reads what a client begins with.</summary>
    /// <exception cref="Http2Exception">It is something else.</exception>
    /// <exception cref="EndOfStreamException">The connection has ended.</exception>
    public void ReadPreface()
    {
        var start = buffer.AsSpan(0, Preface.Length);
        input.ReadExactly(start);
        if (!start.SequenceEqual(Preface)) throw new Http2Exception(Http2Error.Protocol, "the connection does not begin as HTTP/2 does");
    }

    /// <summary>Reads a frame.</summary>
    /// <returns>Whether there was one; not where the connection has ended between two.</returns>
    /// <exception cref="Http2Exception">It is longer than allowed.</exception>
    /// <exception cref="EndOfStreamException">The connection has ended in it.</exception>
    public bool Read(out Http2Frame frame)
    {
        frame = default;
        var head = buffer.AsSpan(0, Http2Frame.HeadLength);
        var first = input.Read(head);
        if (first == 0) return false;
        input.ReadExactly(head[first..]);
        var length = (head[0] << 16) | (head[1] << 8) | head[2];
        if (length > Http2Frame.LongestPayload) throw new Http2Exception(Http2Error.FrameSize, $"a frame is {length.Invariant()} bytes long");
        var payload = buffer.AsSpan(Http2Frame.HeadLength, length);
        input.ReadExactly(payload);
        // The first bit of a stream's number means nothing.
        var stream = (int)(BinaryPrimitives.ReadUInt32BigEndian(head[5..]) & int.MaxValue);
        frame = new Http2Frame((Http2FrameType)head[3], head[4], stream, payload);
        return true;
    }
}
