using System.IO.Compression;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace ContainerTools.Engine.ImageArchives;

/// <summary>How an archive is packed, told by its first bytes and never by its name.</summary>
internal enum ArchiveCompression
{
    None,
    Gzip,
    Zstd,
    Bzip2,
    Xz,
}

/// <summary>Recognises packed archives and unpacks those that an image may be made of.</summary>
internal static class ArchiveCompressions
{
    /// <summary>How many bytes <see cref="Detect"/> wants.</summary>
    public const int MagicLength = 6;

    // A frame names the window that its reader must keep, up to 2 GB: 128 MB is what zstd itself takes unasked, and what the
    // engine takes.
    private const int LargestWindowLog = 27;

    public static ArchiveCompression Detect(ReadOnlySpan<byte> head) => head switch
    {
        [0x1F, 0x8B, 0x08, ..] => ArchiveCompression.Gzip,
        [0x28, 0xB5, 0x2F, 0xFD, ..] => ArchiveCompression.Zstd,
        [>= 0x50 and <= 0x5F, 0x2A, 0x4D, 0x18, ..] => ArchiveCompression.Zstd,
        [(byte)'B', (byte)'Z', (byte)'h', ..] => ArchiveCompression.Bzip2,
        [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..] => ArchiveCompression.Xz,
        _ => ArchiveCompression.None,
    };

    /// <summary>Whether this process can unpack it; the other kinds only the engine can.</summary>
    public static bool CanUnpack(this ArchiveCompression compression) => compression is ArchiveCompression.Gzip or ArchiveCompression.Zstd;

    /// <summary>The unpacked bytes of a stream, which stays open. Damage shows as <see cref="InvalidDataException"/>.</summary>
    public static Stream Unpack(this ArchiveCompression compression, Stream packed) => compression switch
    {
        ArchiveCompression.None => packed,
        ArchiveCompression.Gzip => new GZipStream(packed, CompressionMode.Decompress, leaveOpen: true),
        ArchiveCompression.Zstd => new ZstdStream(packed, LargestWindowLog),
        _ => throw new InvalidDataException($"what is packed with {compression.ToString().ToLowerInvariant()} cannot be unpacked here"),
    };

    /// <summary>Turns the library's failures into the one that a damaged gzip stream gives.</summary>
    private sealed class ZstdStream : Stream
    {
        private readonly DecompressionStream inner;

        public ZstdStream(Stream packed, int windowLog)
        {
            inner = new DecompressionStream(packed, leaveOpen: true);
            inner.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, windowLog);
        }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            try
            {
                return inner.Read(buffer);
            }
            catch (ZstdException e)
            {
                throw new InvalidDataException($"the zstd data is damaged: {e.Message}", e);
            }
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
