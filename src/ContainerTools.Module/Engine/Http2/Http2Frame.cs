using System.Buffers.Binary;

namespace ContainerTools.Engine.Http2;

/// <summary>One frame as it came (RFC 9113, section 4.1). Its content is good until the next one is read.</summary>
internal readonly ref struct Http2Frame(Http2FrameType type, byte flags, int stream, ReadOnlySpan<byte> payload)
{
    public const int HeadLength = 9;

    /// <summary>The longest content that a side must take, and that this one takes and sends (section 4.2).</summary>
    public const int LongestPayload = 16 * 1024;

    public const byte EndStream = 0x1;
    public const byte Acknowledged = 0x1;
    public const byte EndHeaders = 0x4;
    public const byte Padded = 0x8;
    public const byte HasPriority = 0x20;

    public Http2FrameType Type { get; } = type;

    public int Stream { get; } = stream;

    public ReadOnlySpan<byte> Payload { get; } = payload;

    public bool Has(byte flag) => (flags & flag) != 0;

    /// <summary>The content of DATA or HEADERS without padding and priority (sections 6.1 and 6.2).</summary>
    /// <exception cref="Http2Exception">There is more padding than content.</exception>
    public ReadOnlySpan<byte> Content()
    {
        var content = Payload;
        var padding = 0;
        if (Has(Padded))
        {
            if (content.Length == 0) throw new Http2Exception(Http2Error.FrameSize, "a padded frame has no length of its padding");
            padding = content[0];
            content = content[1..];
        }
        if (Type == Http2FrameType.Headers && Has(HasPriority))
        {
            if (content.Length < 5) throw new Http2Exception(Http2Error.FrameSize, "a frame of headers is shorter than its priority");
            content = content[5..];
        }
        return padding <= content.Length ? content[..^padding] : throw new Http2Exception(Http2Error.Protocol, "a frame has more padding than content");
    }

    /// <summary>The content of frames that have a fixed length, as a number.</summary>
    /// <exception cref="Http2Exception">It has another length.</exception>
    public uint Number() => Payload.Length == 4
        ? BinaryPrimitives.ReadUInt32BigEndian(Payload)
        : throw new Http2Exception(Http2Error.FrameSize, $"a frame of type {Type} is {Payload.Length.Invariant()} bytes long");
}
