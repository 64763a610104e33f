using System.Buffers.Binary;

namespace ContainerTools.Engine.Http2;

/// <summary>Sends bytes, blocking until they are on their way.</summary>
internal delegate void ByteSink(ReadOnlySpan<byte> bytes);

/// <summary>Writes frames (RFC 9113, section 6), whole and one after the other, whoever sends them.</summary>
internal sealed class Http2FrameWriter(ByteSink output)
{
    private readonly object sending = new();
    private readonly byte[] buffer = new byte[Http2Frame.HeadLength + Http2Frame.LongestPayload];

    public void Data(int stream, ReadOnlySpan<byte> bytes) => Write(Http2FrameType.Data, 0, stream, bytes);

    /// <summary>Writes header fields; the few that a server sends fit in one frame.</summary>
    public void Headers(int stream, IEnumerable<Http2Header> headers, bool isEnd) =>
        Write(Http2FrameType.Headers, (byte)(Http2Frame.EndHeaders | (isEnd ? Http2Frame.EndStream : 0)), stream, HpackEncoder.Encode(headers));

    public void Reset(int stream, Http2Error error) => Write(Http2FrameType.Reset, 0, stream, Number((uint)error));

    public void Settings(params (Http2Setting Setting, uint Value)[] settings)
    {
        Span<byte> payload = stackalloc byte[6 * settings.Length];
        for (var i = 0; i < settings.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(payload[(6 * i)..], (ushort)settings[i].Setting);
            BinaryPrimitives.WriteUInt32BigEndian(payload[(6 * i + 2)..], settings[i].Value);
        }
        Write(Http2FrameType.Settings, 0, 0, payload);
    }

    public void AcknowledgeSettings() => Write(Http2FrameType.Settings, Http2Frame.Acknowledged, 0, []);

    public void AcknowledgePing(ReadOnlySpan<byte> ping) => Write(Http2FrameType.Ping, Http2Frame.Acknowledged, 0, ping);

    /// <summary>Allows the other side to send so many bytes more.</summary>
    public void WindowUpdate(int stream, int bytes) => Write(Http2FrameType.WindowUpdate, 0, stream, Number((uint)bytes));

    /// <summary>Tells why the connection ends.</summary>
    public void GoAway(int lastStream, Http2Error error) => Write(Http2FrameType.GoAway, 0, 0, [.. Number((uint)lastStream), .. Number((uint)error)]);

    private static byte[] Number(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private void Write(Http2FrameType type, byte flags, int stream, ReadOnlySpan<byte> payload)
    {
        lock (sending)
        {
            BinaryPrimitives.WriteUInt32BigEndian(buffer, ((uint)payload.Length << 8) | (byte)type);
            buffer[4] = flags;
            BinaryPrimitives.WriteUInt32BigEndian(buffer.AsSpan(5), (uint)stream);
            payload.CopyTo(buffer.AsSpan(Http2Frame.HeadLength));
            output(buffer.AsSpan(0, Http2Frame.HeadLength + payload.Length));
        }
    }
}
