using System.Buffers;
using System.Text;

namespace ContainerTools.Engine.Tar;

/// <summary>
/// Reads a tar archive forwards, in constant memory. It knows the old, ustar, pax and GNU forms, and takes nothing that the
/// archive says on trust: <c>System.Formats.Tar</c> allocates whatever length an extended header claims, this reader refuses
/// one above <see cref="LongestExtension"/>, which is also the limit of the engine's reader.
/// </summary>
internal sealed class TarStreamReader
{
    public const int BlockSize = 512;

    /// <summary>The most bytes an extended header or a long name may have.</summary>
    public const int LongestExtension = 1 << 20;

    private readonly Stream source;
    private readonly byte[] block = new byte[BlockSize];
    private long left;

    /// <param name="source">The archive, unpacked; the caller closes it.</param>
    public TarStreamReader(Stream source) => this.source = source;

    /// <summary>The entry that <see cref="Read"/> has moved to.</summary>
    public TarEntry Entry { get; private set; } = new("", TarEntryType.Other, 0, 0);

    /// <summary>The content of <see cref="Entry"/>; valid until the next <see cref="Read"/>.</summary>
    public Stream Data => new EntryStream(this);

    /// <summary>Whether the source ended before the archive did.</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>Whether the blocks that end an archive have been met. An engine that gives up in between leaves them out.</summary>
    public bool HasEnd { get; private set; }

    /// <summary>Whether a block can be the header of an entry: its checksum is right.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> header) =>
        header.Length >= BlockSize && TarField.TryNumber(header[148..156], out var sum) && TarField.IsChecksum(header[..BlockSize], sum);

    /// <summary>Moves to the next entry, passing over what is left of the one before.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="InvalidDataException">The archive is damaged.</exception>
    /// <exception cref="EndOfStreamException">The source ended within an entry.</exception>
    public bool Read()
    {
        Skip(left);
        Skip(Padding(Entry.StoredSize));
        left = 0;
        var extension = new TarExtension();
        while (ReadHeader())
        {
            switch ((char)block[156])
            {
                case 'x' or 'X':
                    extension.AddPax(ReadExtension());
                    break;
                case 'g':
                    // Defaults for the whole archive: the engine's reader does not apply them either.
                    Skip(StoredSize());
                    break;
                case 'L':
                    extension.LongName = TarField.Text(ReadExtension());
                    break;
                case 'K':
                    extension.LongLink = TarField.Text(ReadExtension());
                    break;
                default:
                    Entry = extension.Apply(block, this);
                    left = Entry.StoredSize;
                    return true;
            }
        }
        return extension.IsEmpty ? false : throw Truncated();
    }

    /// <summary>Passes over the further headers in which GNU tar goes on listing the pieces of a sparse file.</summary>
    internal void SkipSparseHeaders()
    {
        Span<byte> more = stackalloc byte[BlockSize];
        do
        {
            Fill(more);
        }
        while (more[504] != 0);
    }

    /// <summary>Reads the next header into <see cref="block"/>; false at the end, whether or not it is marked.</summary>
    private bool ReadHeader()
    {
        var count = source.ReadAtLeast(block, BlockSize, throwOnEndOfStream: false);
        if (count == 0) return false;
        if (count < BlockSize) throw Truncated();
        if (!block.AsSpan().ContainsAnyExcept((byte)0))
        {
            HasEnd = true;
            return false;
        }
        if (!IsHeader(block)) throw new InvalidDataException("this is not a tar archive, or it is damaged: the checksum of an entry's header is wrong");
        return true;
    }

    private byte[] ReadExtension()
    {
        var size = StoredSize();
        if (size > LongestExtension) throw new InvalidDataException($"an extended header claims {size} bytes; more than {LongestExtension} are refused");
        var result = new byte[size];
        Fill(result);
        Skip(Padding(size));
        return result;
    }

    private long StoredSize() => TarField.Size(block.AsSpan(124, 12));

    private static long Padding(long size) => -size & (BlockSize - 1);

    private void Fill(Span<byte> destination)
    {
        if (source.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false) < destination.Length) throw Truncated();
    }

    private void Skip(long count)
    {
        if (count == 0) return;
        if (source.CanSeek)
        {
            // A file is as long as it is: its end need not be read to be found.
            if (source.Length - source.Position < count) throw Truncated();
            source.Seek(count, SeekOrigin.Current);
            return;
        }
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(count, 128 * 1024));
        try
        {
            while (count > 0)
            {
                var read = source.Read(buffer.AsSpan(0, (int)Math.Min(count, buffer.Length)));
                if (read == 0) throw Truncated();
                count -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private EndOfStreamException Truncated()
    {
        IsTruncated = true;
        return new EndOfStreamException("the archive ends in the middle of an entry: it is cut off");
    }

    /// <summary>The content of the current entry; it cannot read past it.</summary>
    private sealed class EntryStream(TarStreamReader reader) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => reader.Entry.StoredSize;

        public override long Position { get => Length - reader.left; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            if (buffer.Length == 0 || reader.left == 0) return 0;
            var read = reader.source.Read(buffer[..(int)Math.Min(buffer.Length, reader.left)]);
            if (read == 0) throw reader.Truncated();
            reader.left -= read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
