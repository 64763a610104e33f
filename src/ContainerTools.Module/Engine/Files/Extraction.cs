using ContainerTools.Engine.Tar;
using Microsoft.Win32.SafeHandles;

namespace ContainerTools.Engine.Files;

/// <summary>
/// Unpacks an archive that comes from a container, which may be hostile, below a local folder. Nothing is written outside of it,
/// whatever the archive's names and links say and in whatever order they come; what is refused is told, and the rest is unpacked.
/// A file appears when it is whole.
/// </summary>
/// <param name="folders">The folders below the destination.</param>
/// <param name="names">Where in the destination an entry goes.</param>
/// <param name="keepOwners">Whether files get their owners, and executables their capabilities.</param>
internal sealed class Extraction(ExtractionFolders folders, ArchiveNames names, bool keepOwners)
{
    private const int Piece = 256 * 1024;

    /// <summary>Zeros of this length become a hole in the file.</summary>
    private const int Hole = 64 * 1024;

    private readonly byte[] buffer = new byte[Piece];
    private string? refusedFolder;

    /// <summary>Is told of an entry that is not unpacked, and why.</summary>
    public required Action<string, Exception> Refused { get; init; }

    /// <summary>Is told that something did not get its owner, because this user may not give it away.</summary>
    public required Action OwnerRefused { get; init; }

    /// <summary>Is told how many bytes of content have been written.</summary>
    public required Action<int> Wrote { get; init; }

    /// <summary>Unpacks the entry that a reader has moved to.</summary>
    /// <exception cref="ExtractionFailure">The archive breaks off, or the disk takes no more.</exception>
    public void Unpack(TarStreamReader reader)
    {
        var entry = reader.Entry;
        try
        {
            var parts = names.Map(entry.Name);
            if (IsBelowRefused(entry.Name)) return;
            if (parts.Length > 0) Unpack(reader, entry, parts);
            // The destination itself keeps what it has.
            else if (entry.Type != TarEntryType.Directory) throw new ExtractionRefusal("it would replace the destination");
        }
        catch (Exception e) when (e is ExtractionRefusal or IOException or UnauthorizedAccessException)
        {
            if (entry.Type == TarEntryType.Directory && e is not ExtractionRefusal) RefuseBelow(entry);
            Refused(entry.Name, e);
        }
    }

    private void Unpack(TarStreamReader reader, TarEntry entry, string[] parts)
    {
        var folder = folders.Parent(parts);
        var name = parts[^1];
        switch (entry.Type)
        {
            case TarEntryType.Directory:
                UnpackFolder(folder, entry, parts);
                break;
            case TarEntryType.File:
                if (entry.StoredSize != entry.Size) throw new ExtractionRefusal("it is a sparse file in a form that no engine sends");
                Place(folder, name, partial => UnpackFile(reader, folder, partial));
                break;
            case TarEntryType.SymbolicLink:
                if (entry.LinkTarget is not { Length: > 0 } target) throw new ExtractionRefusal("it is a link to nothing");
                Place(folder, name, partial =>
                {
                    folder.MakeSymbolicLink(partial, target);
                    NoteOwner(folder.SetFacts(partial, entry, keepOwners));
                });
                break;
            case TarEntryType.HardLink:
                UnpackHardLink(folder, entry, parts);
                break;
            case TarEntryType.Fifo:
                Place(folder, name, partial =>
                {
                    folder.MakePipe(partial);
                    NoteOwner(folder.SetFacts(partial, entry, keepOwners));
                });
                break;
            case TarEntryType.CharacterDevice or TarEntryType.BlockDevice:
                throw new ExtractionRefusal("it is a device");
            default:
                throw new ExtractionRefusal("it is of a kind that is not known");
        }
    }

    private void UnpackFolder(ExtractionFolder folder, TarEntry entry, string[] parts)
    {
        var before = folder.Look(parts[^1]);
        if (before is not (null or TarEntryType.Directory))
        {
            RefuseBelow(entry);
            throw new ExtractionRefusal("there is something else of that name, which a directory does not replace; nothing in it is copied");
        }
        if (before is null) folder.MakeFolder(parts[^1]);
        folders.Enter(parts[^1], inner => Leave(inner, entry));
    }

    private void Leave(ExtractionFolder folder, TarEntry entry)
    {
        try
        {
            NoteOwner(folder.SetFacts(entry, keepOwners));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Refused(entry.Name, e);
        }
    }

    private void UnpackHardLink(ExtractionFolder folder, TarEntry entry, string[] parts)
    {
        var first = names.Map(entry.LinkTarget ?? "");
        if (first.Length == 0 || first.AsSpan().SequenceEqual(parts)) throw new ExtractionRefusal("it is a second name of itself or of the destination");
        using var firstFolder = folders.Find(first);
        if (firstFolder.Look(first[^1]) is null or TarEntryType.Directory) throw new ExtractionRefusal($"its first name '{DisplayText.Printable(entry.LinkTarget)}' is not among what was copied");
        if (folder.Look(parts[^1]) is { } before)
        {
            if (before == TarEntryType.Directory) throw Occupied();
            // A second name cannot take the place of another name of the same file.
            folder.Remove(parts[^1]);
        }
        folder.MakeHardLink(parts[^1], firstFolder, first[^1]);
    }

    /// <summary>Makes something under another name, and puts it in its place when it is whole: what was there is not touched until then.</summary>
    private static void Place(ExtractionFolder folder, string name, Action<string> make)
    {
        if (folder.Look(name) == TarEntryType.Directory) throw Occupied();
        var partial = $".{Path.GetRandomFileName()}.partial";
        try
        {
            make(partial);
            folder.Rename(partial, name);
        }
        catch
        {
            if (folder.Look(partial) is not null) folder.Remove(partial);
            throw;
        }
    }

    private void UnpackFile(TarStreamReader reader, ExtractionFolder folder, string name)
    {
        using var file = folder.CreateFile(name);
        var content = reader.Data;
        long position = 0;
        int count;
        while ((count = Read(content)) > 0)
        {
            Write(file, buffer.AsSpan(0, count), position);
            position += count;
            Wrote(count);
        }
        Flush(file, position);
        NoteOwner(folder.SetFacts(file, reader.Entry, keepOwners));
    }

    private int Read(Stream content)
    {
        try
        {
            return content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (IOException e)
        {
            throw new ExtractionFailure(e, isLocal: false);
        }
    }

    /// <summary>Writes what is not zero: a file with holes keeps them.</summary>
    private static void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long position)
    {
        try
        {
            while (!bytes.IsEmpty)
            {
                var length = 0;
                while (length < bytes.Length && bytes[length..Math.Min(length + Hole, bytes.Length)].ContainsAnyExcept((byte)0)) length = Math.Min(length + Hole, bytes.Length);
                if (length > 0) RandomAccess.Write(file, bytes[..length], position);
                var skipped = Math.Min(length + Hole, bytes.Length);
                position += skipped;
                bytes = bytes[skipped..];
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ExtractionFailure(e, isLocal: true);
        }
    }

    private static void Flush(SafeFileHandle file, long length)
    {
        try
        {
            if (RandomAccess.GetLength(file) < length) RandomAccess.SetLength(file, length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ExtractionFailure(e, isLocal: true);
        }
    }

    private bool IsBelowRefused(string name) => refusedFolder is not null && name.StartsWith(refusedFolder, StringComparison.Ordinal);

    private void RefuseBelow(TarEntry folder) => refusedFolder = folder.Name.TrimEnd('/') + "/";

    private void NoteOwner(bool done)
    {
        if (!done) OwnerRefused();
    }

    private static ExtractionRefusal Occupied() => new("there is a directory of that name, which nothing else replaces");
}
