using ContainerTools.Engine.Tar;

namespace ContainerTools.Engine.Files;

/// <summary>Sends an archive of one container on, with other names. What would lead elsewhere is refused and told, and the rest goes on.</summary>
/// <param name="names">Where an entry goes.</param>
/// <param name="keepOwners">Whether files keep their owners; else they belong to root.</param>
/// <param name="refused">Is told of an entry that is left out, and why.</param>
internal sealed class ArchiveRelay(ArchiveNames names, bool keepOwners, Action<string, Exception> refused)
{
    private const int Piece = 256 * 1024;

    private readonly byte[] buffer = new byte[Piece];

    /// <summary>Is told how many bytes of content have been sent.</summary>
    public Action<int>? Wrote { get; init; }

    /// <summary>The entry that is under way.</summary>
    public string? Current { get; private set; }

    /// <exception cref="ArchiveReadException">The archive breaks off.</exception>
    public void Copy(ContainerArchive archive, Stream output, CancellationToken token)
    {
        var writer = new TarStreamWriter(output);
        while (Next(archive))
        {
            token.ThrowIfCancellationRequested();
            Current = archive.Reader.Entry.Name;
            try
            {
                if (Rename(archive.Reader.Entry) is { } entry) Copy(archive.Reader, entry, writer);
            }
            catch (ExtractionRefusal e)
            {
                refused(Current, e);
            }
        }
        writer.End();
    }

    private TarEntry? Rename(TarEntry entry)
    {
        var parts = names.Map(entry.Name);
        if (parts.Length == 0) return null; // The destination itself, which keeps what it has.
        if (entry.Type == TarEntryType.Other) throw new ExtractionRefusal("it is of a kind that is not known");
        if (entry.StoredSize != entry.Size) throw new ExtractionRefusal("it is a sparse file in a form that no engine sends");
        var name = string.Join('/', parts);
        return entry with
        {
            Name = entry.Type == TarEntryType.Directory ? name + "/" : name,
            Uid = keepOwners ? entry.Uid : 0,
            Gid = keepOwners ? entry.Gid : 0,
            LinkTarget = entry.Type == TarEntryType.HardLink ? string.Join('/', names.Map(entry.LinkTarget ?? "")) : entry.LinkTarget,
        };
    }

    private void Copy(TarStreamReader reader, TarEntry entry, TarStreamWriter writer)
    {
        writer.Begin(entry);
        var content = reader.Data;
        int count;
        while ((count = Read(content)) > 0)
        {
            writer.Write(buffer.AsSpan(0, count));
            Wrote?.Invoke(count);
        }
    }

    private static bool Next(ContainerArchive archive)
    {
        try
        {
            return archive.Read();
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new ArchiveReadException(e);
        }
    }

    private int Read(Stream content)
    {
        try
        {
            return content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (IOException e)
        {
            throw new ArchiveReadException(e);
        }
    }
}
