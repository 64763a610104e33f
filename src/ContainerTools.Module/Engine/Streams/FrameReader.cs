using System.Buffers.Binary;
using System.Runtime.ExceptionServices;
using System.Text;

namespace ContainerTools.Engine.Streams;

/// <summary>
/// Takes apart the stream in which the engine mixes a container's outputs: a header of eight bytes
/// (<c>type 0 0 0 size</c>, the size big-endian) before every piece. Written after the description of
/// <c>POST /containers/{id}/attach</c> in the Engine API.
/// </summary>
internal sealed class FrameReader(Stream stream)
{
    private const int HeaderLength = 8;
    private const int Largest = 64 * 1024;

    private readonly byte[] buffer = new byte[HeaderLength + (2 * Largest)];
    private int start;
    private int end;
    private uint left;
    private bool ended;
    private ExceptionDispatchInfo? broken;

    /// <summary>Which output the last piece belongs to.</summary>
    public ContainerOutputStream Kind { get; private set; }

    /// <summary>Whether the last piece is the beginning of its frame.</summary>
    public bool IsFrameStart { get; private set; }

    /// <summary>Whether reading on would not block.</summary>
    public bool HasMore => end - start >= HeaderLength && end - start >= HeaderLength + (long)BinaryPrimitives.ReadUInt32BigEndian(buffer.AsSpan(start + 4));

    /// <summary>
    /// Reads a frame whole, or the next piece of one that is larger than 64 KiB. The piece is valid until the next call.
    /// </summary>
    /// <returns>Whether there was one. A frame that is cut off at the end is given as far as it came.</returns>
    /// <exception cref="EngineException">The engine reports an error in the stream, or it is not framed.</exception>
    /// <exception cref="IOException">The connection broke; what came before has been given.</exception>
    public bool Read(out ReadOnlySpan<byte> piece)
    {
        piece = default;
        IsFrameStart = left == 0;
        if (left == 0 && !ReadHeader()) return false;
        var wanted = (int)Math.Min(left, Largest);
        var there = Require(wanted) ? wanted : end - start;
        piece = buffer.AsSpan(start, there);
        start += there;
        left = there < wanted ? 0 : left - (uint)there;
        if (there > 0 || wanted == 0) return true;
        broken?.Throw();
        return false;
    }

    private bool ReadHeader()
    {
        if (!Require(HeaderLength))
        {
            broken?.Throw();
            return false;
        }
        var header = buffer.AsSpan(start, HeaderLength);
        start += HeaderLength;
        left = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        switch (header[0])
        {
            case 0 or 1:
                Kind = ContainerOutputStream.StdOut;
                return true;
            case 2:
                Kind = ContainerOutputStream.StdErr;
                return true;
            case 3:
                var length = (int)Math.Min(left, Largest);
                var message = Encoding.UTF8.GetString(buffer, start, Require(length) ? length : end - start);
                throw new EngineException("EngineStreamError", ErrorCategory.ReadError, null, $"The engine reported an error in the stream: {message.Trim()}");
            default:
                throw new EngineException("EngineStreamInvalid", ErrorCategory.InvalidData, null,
                    $"The engine's stream is damaged: a frame of the unknown type {((int)header[0]).Invariant()}.");
        }
    }

    /// <summary>Makes sure that so many bytes are buffered, and is false where the stream ends before.</summary>
    private bool Require(int count)
    {
        while (end - start < count && !ended)
        {
            if (start == end) start = end = 0;
            if (buffer.Length - start < count)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
            }
            var read = 0;
            try
            {
                read = stream.Read(buffer, end, buffer.Length - end);
            }
            catch (IOException e)
            {
                broken = ExceptionDispatchInfo.Capture(e);
            }
            if (read == 0) ended = true;
            end += read;
        }
        return end - start >= count;
    }
}
