using ContainerTools.Engine.ImageArchives;
using ContainerTools.Engine.Tar;

namespace ContainerTools.Engine;

/// <summary>A file with the content of a volume, looked at before it is sent.</summary>
internal sealed class VolumeArchive : IDisposable
{
    private readonly FileStream file;
    private readonly ArchiveCompression compression;

    private VolumeArchive(FileStream file, ArchiveCompression compression, TarEntry? root) => (this.file, this.compression, RootEntry) = (file, compression, root);

    /// <summary>What the archive says of the volume's own folder; <see langword="null"/> where it does not, or not at its beginning.</summary>
    public TarEntry? RootEntry { get; }

    /// <summary>Opens a file that should be a tar archive, packed or not.</summary>
    /// <exception cref="EngineException">It cannot be read, or is no archive.</exception>
    public static VolumeArchive Open(string path)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
            var head = new byte[ArchiveCompressions.MagicLength];
            var compression = ArchiveCompressions.Detect(head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
            file.Position = 0;
            var root = compression is ArchiveCompression.None || compression.CanUnpack() ? FirstEntry(compression.Unpack(new BufferedStream(file, 64 * 1024))) : null;
            file.Position = 0;
            return new VolumeArchive(file, compression, root is { Type: TarEntryType.Directory } && ArchivePath.Relative(root.Name).Length == 0 ? root : null);
        }
        catch (Exception e)
        {
            file?.Dispose();
            if (e is InvalidDataException or EndOfStreamException) throw Invalid(path, e.Message, e);
            if (e is IOException or UnauthorizedAccessException or NotSupportedException) throw Unreadable(path, e);
            throw;
        }
    }

    /// <summary>The archive as the engine is sent it: it unpacks by itself what all engines can.</summary>
    /// <param name="progress">Is told how many bytes of how many of the file have been read.</param>
    public Stream Content(Action<long, long?> progress)
    {
        var counted = new CountingStream(file, progress);
        return compression == ArchiveCompression.Zstd ? compression.Unpack(counted) : counted;
    }

    public void Dispose() => file.Dispose();

    /// <summary>The failure for a file that cannot be unpacked.</summary>
    public static EngineException Invalid(string path, string reason, Exception cause) =>
        new("VolumeArchiveInvalid", ErrorCategory.InvalidData, path, $"'{path}' cannot be unpacked into a volume: {reason.TrimEnd('.')}.", cause);

    private static TarEntry? FirstEntry(Stream archive)
    {
        var reader = new TarStreamReader(archive);
        if (reader.Read()) return reader.Entry;
        return reader.HasEnd ? null : throw new InvalidDataException("it is empty");
    }

    private static EngineException Unreadable(string path, Exception cause)
    {
        var error = Errors.Unreadable(path, cause);
        return new EngineException(error.FullyQualifiedErrorId, error.CategoryInfo.Category, path, error.Exception.Message, cause);
    }
}
