using System.Buffers.Binary;

namespace ContainerTools.Engine.Build.Session;

/// <summary>Puts together what a step asks an ssh agent: the pieces that it comes in have nothing to do with its messages.</summary>
internal sealed class SshQuestions
{
    private byte[] bytes = [];
    private int start;
    private int count;

    /// <summary>Takes in a piece.</summary>
    public void Append(ReadOnlySpan<byte> piece)
    {
        if (start + count + piece.Length > bytes.Length)
        {
            var room = 2 * (count + piece.Length) <= bytes.Length ? bytes : new byte[2 * (count + piece.Length)];
            bytes.AsSpan(start, count).CopyTo(room);
            (bytes, start) = (room, 0);
        }
        piece.CopyTo(bytes.AsSpan(start + count));
        count += piece.Length;
    }

    /// <summary>The next message with its length before it; empty where it has not come whole.</summary>
    /// <exception cref="GrpcException">It has a length that it cannot have.</exception>
    public ReadOnlyMemory<byte> Next()
    {
        if (count < SshAgent.HeadLength) return default;
        var length = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(start));
        if (length is 0 or > SshAgent.LongestMessage) throw new GrpcException(GrpcStatus.InvalidArgument, "a message to the ssh agent has a length that it cannot have");
        var whole = SshAgent.HeadLength + (int)length;
        if (count < whole) return default;
        var message = bytes.AsMemory(start, whole);
        start += whole;
        count -= whole;
        return message;
    }
}
