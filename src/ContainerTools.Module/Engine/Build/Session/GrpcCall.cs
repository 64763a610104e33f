using System.Buffers.Binary;
using ContainerTools.Engine.Http2;
using Google.Protobuf;

namespace ContainerTools.Engine.Build.Session;

/// <summary>One call of gRPC over HTTP/2: messages in both directions, each behind its length, and a status at the end.</summary>
internal sealed class GrpcCall(Http2Stream stream)
{
    private const int HeadLength = 5;

    /// <summary>More than any message of an engine is long: the longest have a part of the talk with an ssh agent.</summary>
    private const int LongestMessage = 512 * 1024;

    private static readonly Http2Header[] Beginning = [new(":status", "200"), new("content-type", "application/grpc")];

    private bool hasBegun;

    /// <summary>What is called: <c>/package.Service/Method</c>.</summary>
    public string Method => stream.Header(":path") ?? "";

    /// <summary>What the caller says besides its messages.</summary>
    public string? Metadata(string name) => stream.Header(name);

    /// <summary>Reads the next message.</summary>
    /// <returns><see langword="null"/> where there is none any more.</returns>
    /// <exception cref="GrpcException">It is none, or too long.</exception>
    public async Task<T?> ReadAsync<T>(MessageParser<T> parser, CancellationToken token) where T : class, IMessage<T>
    {
        var head = new byte[HeadLength];
        var count = await FillAsync(head, token).ConfigureAwait(false);
        if (count == 0) return null;
        if (count < HeadLength) throw CutOff();
        if (head[0] != 0) throw new GrpcException(GrpcStatus.Unimplemented, "compressed messages are not taken");
        var length = BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(1));
        if (length > LongestMessage) throw new GrpcException(GrpcStatus.ResourceExhausted, "the message is too long");
        var message = new byte[length];
        if (await FillAsync(message, token).ConfigureAwait(false) < message.Length) throw CutOff();
        try
        {
            return parser.ParseFrom(message);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new GrpcException(GrpcStatus.InvalidArgument, "the message cannot be read", e);
        }
    }

    /// <summary>Sends a message as fast as the other side takes it.</summary>
    public async Task WriteAsync(IMessage message, CancellationToken token)
    {
        if (!hasBegun) stream.WriteHeaders(Beginning, isEnd: false);
        hasBegun = true;
        var bytes = new byte[HeadLength + message.CalculateSize()];
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(1), (uint)(bytes.Length - HeadLength));
        message.WriteTo(bytes.AsSpan(HeadLength));
        await stream.WriteAsync(bytes, token).ConfigureAwait(false);
    }

    /// <summary>Ends the call.</summary>
    public void End(GrpcStatus status, string message)
    {
        Http2Header[] trailers = [new("grpc-status", ((int)status).Invariant()), new("grpc-message", Encode(message))];
        stream.WriteHeaders(hasBegun ? trailers : [.. Beginning, .. trailers], isEnd: true);
    }

    /// <summary>A message in a header field is in UTF-8, and what is not plain ASCII is written as in a URL.</summary>
    private static string Encode(string message) => string.Concat(System.Text.Encoding.UTF8.GetBytes(message)
        .Select(value => value is >= 0x20 and <= 0x7E and not (byte)'%' ? ((char)value).ToString() : $"%{value:X2}"));

    private async Task<int> FillAsync(Memory<byte> buffer, CancellationToken token)
    {
        var total = 0;
        while (total < buffer.Length && await stream.ReadAsync(buffer[total..], token).ConfigureAwait(false) is > 0 and var count) total += count;
        return total;
    }

    private static GrpcException CutOff() => new(GrpcStatus.InvalidArgument, "the message is cut off");
}
