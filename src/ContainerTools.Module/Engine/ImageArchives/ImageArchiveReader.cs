using ContainerTools.Engine.Tar;

namespace ContainerTools.Engine.ImageArchives;

/// <summary>
/// Reads what <c>docker save</c>, <c>GET /images/get</c> and OCI tools write, in one pass and without a temporary copy: a tar
/// archive of layers and of JSON documents that say how they belong together. Layers may be plain, gzip or zstd. The documents
/// may come last, so every entry that looks like a layer is read as one.
/// </summary>
internal sealed class ImageArchiveReader
{
    private readonly ImageArchiveLimits limits;
    private readonly LayerReader? layerReader;
    private readonly ArchiveDocuments documents = new();
    private long documentBytes;

    /// <param name="includeFiles">Whether the layers' files are wanted; otherwise the layers are passed over.</param>
    /// <param name="hashFiles">Whether the files' contents are to be told apart.</param>
    public ImageArchiveReader(bool includeFiles, bool hashFiles = false, ImageArchiveLimits? limits = null)
    {
        this.limits = limits ?? ImageArchiveLimits.Default;
        if (includeFiles) layerReader = new LayerReader(this.limits, hashFiles);
    }

    /// <summary>Reads an archive to its end. A stream that can seek is not read where nothing is looked for.</summary>
    /// <param name="archive">The archive; it may be gzip or zstd as a whole.</param>
    /// <returns>The images in it, in its order.</returns>
    /// <exception cref="ImageArchiveException">It is no image archive, is damaged or passes a limit.</exception>
    public IReadOnlyList<ArchivedImage> Read(Stream archive, CancellationToken token)
    {
        try
        {
            if (archive.CanSeek && Probe(archive) == ArchiveCompression.None)
            {
                ReadEntries(archive, token);
            }
            else
            {
                using var peek = new PeekStream(archive);
                var compression = ArchiveCompressions.Detect(peek.Peek(ArchiveCompressions.MagicLength));
                using var plain = compression.Unpack(peek);
                ReadEntries(plain, token);
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new ImageArchiveException(e.Message, e);
        }
        try
        {
            return ImageArchiveLayout.Images(documents, limits, layerReader is not null);
        }
        catch (InvalidOperationException e)
        {
            // JSON is checked for its form when it is parsed, and for its text only when that is taken out.
            throw new ImageArchiveException("the text of its descriptions is not Unicode", e);
        }
    }

    private static ArchiveCompression Probe(Stream archive)
    {
        var start = archive.Position;
        Span<byte> head = stackalloc byte[ArchiveCompressions.MagicLength];
        var count = archive.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        archive.Position = start;
        return ArchiveCompressions.Detect(head[..count]);
    }

    private void ReadEntries(Stream plain, CancellationToken token)
    {
        var reader = new TarStreamReader(plain);
        var count = 0;
        while (reader.Read())
        {
            token.ThrowIfCancellationRequested();
            if (++count > limits.Blobs) throw new ImageArchiveException($"it has more than {limits.Blobs.Invariant()} entries, and an image archive has a few for each layer");
            var name = ArchivePath.Relative(reader.Entry.Name);
            switch (reader.Entry.Type)
            {
                case TarEntryType.SymbolicLink:
                    documents.AddLink(name, ArchivePath.Follow(name, reader.Entry.LinkTarget ?? ""));
                    break;
                case TarEntryType.HardLink:
                    documents.AddLink(name, ArchivePath.Relative(reader.Entry.LinkTarget ?? ""));
                    break;
                case TarEntryType.File:
                    ReadFile(reader, name, token);
                    break;
            }
        }
        if (count == 0) throw new ImageArchiveException("it is empty");
    }

    private void ReadFile(TarStreamReader outer, string name, CancellationToken token)
    {
        documents.AddFile(name);
        using var peek = new PeekStream(outer.Data);
        var head = peek.Peek(TarStreamReader.BlockSize);
        if (IsTar(head)) ReadLayer(outer, name, peek, token);
        else if (IsJson(head)) ReadDocument(outer.Entry, name, peek);
        else if (ArchiveCompressions.Detect(head) is var compression && compression.CanUnpack()) ReadPacked(outer, name, compression, peek, token);
    }

    private void ReadLayer(TarStreamReader outer, string name, Stream tar, CancellationToken token)
    {
        if (layerReader is null) return;
        try
        {
            documents.AddLayer(name, layerReader.Read(tar, token));
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException && !outer.IsTruncated)
        {
            documents.AddDamage(name, e.Message);
        }
    }

    private void ReadPacked(TarStreamReader outer, string name, ArchiveCompression compression, Stream packed, CancellationToken token)
    {
        if (layerReader is null) return;
        try
        {
            using var plain = compression.Unpack(packed);
            using var peek = new PeekStream(plain);
            var head = peek.Peek(TarStreamReader.BlockSize);
            if (IsTar(head)) ReadLayer(outer, name, peek, token);
            else if (head.Length < TarStreamReader.BlockSize) documents.AddDamage(name, "what is packed in it ends before the first header does");
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException && !outer.IsTruncated)
        {
            documents.AddDamage(name, e.Message);
        }
    }

    private void ReadDocument(TarEntry entry, string name, Stream content)
    {
        // What is larger is a bill of materials or the like, and nothing that an image is described by.
        if (entry.Size > limits.DocumentBytes) return;
        documentBytes += entry.Size;
        if (documentBytes > limits.DocumentsBytes) throw new ImageArchiveException("its descriptions are beyond all reason: it is not read further");
        var json = new byte[entry.Size];
        content.ReadExactly(json);
        documents.AddDocument(name, json);
    }

    /// <summary>An archive without entries is two blocks of zeros: docker's empty layer.</summary>
    private static bool IsTar(ReadOnlySpan<byte> head) =>
        head.Length == TarStreamReader.BlockSize && (TarStreamReader.IsHeader(head) || !head.ContainsAnyExcept((byte)0));

    private static bool IsJson(ReadOnlySpan<byte> head) => head.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];
}
