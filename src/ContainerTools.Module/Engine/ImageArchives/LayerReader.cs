using System.Buffers.Binary;
using System.Security.Cryptography;
using ContainerTools.Engine.Tar;

namespace ContainerTools.Engine.ImageArchives;

/// <summary>Reads layers: the tar archives of which an image's file system is made.</summary>
/// <param name="hashFiles">Whether contents are to be told apart, not only sizes.</param>
internal sealed class LayerReader(ImageArchiveLimits limits, bool hashFiles)
{
    private const string WhiteoutPrefix = ".wh.";
    private const string OpaqueMark = ".wh..wh..opq";
    private const string ReservedPrefix = ".wh..wh.";

    private readonly byte[] buffer = hashFiles ? new byte[128 * 1024] : [];
    private int entries;
    private long characters;

    /// <summary>Reads one layer to its end. The limits count over all layers that this reader reads.</summary>
    /// <exception cref="InvalidDataException">The layer is damaged.</exception>
    /// <exception cref="ImageArchiveException">It passes a limit.</exception>
    public LayerContent Read(Stream tar, CancellationToken token)
    {
        var reader = new TarStreamReader(tar);
        var layer = new LayerContent();
        while (reader.Read())
        {
            token.ThrowIfCancellationRequested();
            Add(layer, reader, ArchivePath.Absolute(reader.Entry.Name));
        }
        layer.Size = layer.Files.Values.Sum(f => f.CountedSize);
        return layer;
    }

    private void Add(LayerContent layer, TarStreamReader reader, string path)
    {
        var entry = reader.Entry;
        Count(path, entry.LinkTarget);
        var (directory, name) = ArchivePath.Split(path);
        if (name == OpaqueMark) layer.OpaqueDirectories.Add(directory);
        else if (name.StartsWith(ReservedPrefix, StringComparison.Ordinal)) return; // bookkeeping of the aufs driver
        else if (name.StartsWith(WhiteoutPrefix, StringComparison.Ordinal))
        {
            // A mark that removes nothing by name, or its own directory, is no whiteout: nobody writes one in good faith.
            if (name[WhiteoutPrefix.Length..] is not ("" or "." or "..") and var removed) layer.Whiteouts.Add(ArchivePath.Join(directory, removed));
        }
        else if (path.Length > 1)
        {
            layer.Files[path] = new LayerEntry(path, entry.Type, entry.Size)
            {
                Mode = entry.Mode,
                Uid = entry.Uid,
                Gid = entry.Gid,
                LinkTarget = entry.Type == TarEntryType.HardLink ? ArchivePath.Absolute(entry.LinkTarget ?? "") : entry.LinkTarget,
                ModifiedUnix = entry.ModifiedUnix,
                Content = hashFiles && entry.Type == TarEntryType.File ? Hash(reader.Data) : null,
            };
        }
    }

    private void Count(string path, string? link)
    {
        if (path.Length > limits.PathLength) throw new ImageArchiveException($"a path in a layer has {path.Length.Invariant()} characters, more than the {limits.PathLength.Invariant()} that a system could open: '{path[..64]}…'");
        characters += path.Length + (link?.Length ?? 0);
        if (++entries > limits.Entries || characters > limits.PathCharacters)
        {
            throw new ImageArchiveException($"its layers list more than {limits.Entries.Invariant()} files, or paths beyond all reason: it is not read further");
        }
    }

    private UInt128 Hash(Stream content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        int read;
        while ((read = content.Read(buffer)) > 0) hash.AppendData(buffer, 0, read);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return new UInt128(BinaryPrimitives.ReadUInt64BigEndian(digest), BinaryPrimitives.ReadUInt64BigEndian(digest[8..]));
    }
}
