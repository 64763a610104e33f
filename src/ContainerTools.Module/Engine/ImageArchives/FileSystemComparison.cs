using ContainerTools.Engine.Tar;

namespace ContainerTools.Engine.ImageArchives;

/// <summary>Compares two merged file systems path by path.</summary>
internal static class FileSystemComparison
{
    /// <summary>Every path in which they differ, in the order of the names. The layers must have been read with their contents' hashes.</summary>
    public static IReadOnlyList<ContainerImageFileChange> Compare(MergedFileSystem reference, MergedFileSystem difference)
    {
        var changes = new List<ContainerImageFileChange>();
        foreach (var (path, node) in difference.All())
        {
            if (reference.Find(path) is not { } before) changes.Add(Change(path, ContainerChangeKind.Added, null, node));
            else if (Differences(reference, before, difference, node) is var differences and not ContainerFileDifferences.None)
            {
                changes.Add(Change(path, ContainerChangeKind.Changed, before, node, differences));
            }
        }
        foreach (var (path, node) in reference.All())
        {
            if (difference.Find(path) is null) changes.Add(Change(path, ContainerChangeKind.Removed, node, null));
        }
        changes.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path));
        return changes;
    }

    private static ContainerImageFileChange Change(string path, ContainerChangeKind kind, FileSystemNode? before, FileSystemNode? now, ContainerFileDifferences differences = default) => new()
    {
        Path = path,
        Kind = kind,
        Type = LayerFiles.Type((now ?? before)!.Entry?.Type ?? TarEntryType.Directory),
        ReferenceSize = before is null ? null : before.Entry?.CountedSize ?? 0,
        DifferenceSize = now is null ? null : now.Entry?.CountedSize ?? 0,
        Differences = differences,
    };

    private static ContainerFileDifferences Differences(MergedFileSystem reference, FileSystemNode before, MergedFileSystem difference, FileSystemNode now)
    {
        // A directory without an entry of its own has no mode and no owner to compare.
        if (before.Entry is null || now.Entry is null) return before.IsDirectory == now.IsDirectory ? ContainerFileDifferences.None : ContainerFileDifferences.Type;
        var (left, right) = (Real(reference, before.Entry), Real(difference, now.Entry));
        if (left.Type != right.Type) return ContainerFileDifferences.Type;
        return (left.Size == right.Size && left.Content == right.Content ? 0 : ContainerFileDifferences.Content)
            | (left.Mode == right.Mode ? 0 : ContainerFileDifferences.Mode)
            | (left.Uid == right.Uid && left.Gid == right.Gid ? 0 : ContainerFileDifferences.Owner)
            | (left.LinkTarget == right.LinkTarget ? 0 : ContainerFileDifferences.LinkTarget);
    }

    /// <summary>A hard link is the file that it is a name of: which of a file's names is stored as the link is chance.</summary>
    private static LayerEntry Real(MergedFileSystem system, LayerEntry entry) =>
        entry is { Type: TarEntryType.HardLink, LinkTarget: { } target } && system.Find(target)?.Entry is { Type: TarEntryType.File } file ? file : entry;
}
