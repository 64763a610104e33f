using ContainerTools.Engine.Tar;

namespace ContainerTools.Engine.Files;

/// <summary>
/// Lists a local file or folder for an archive, in the order of the names. Files with several names are sent once. What cannot be
/// looked at is told and left out.
/// </summary>
/// <param name="owned">Whether everything keeps its owner; else it belongs to root.</param>
internal sealed class LocalTree(bool owned, LocalProblems problems)
{
    private readonly Dictionary<(uint, uint, ulong), string> names = [];

    /// <summary>Lists lazily: a folder is read when its turn comes.</summary>
    /// <param name="item">What is listed; it is not followed.</param>
    /// <param name="name">What it is called in the archive; <see langword="null"/> for what is in a folder, without the folder.</param>
    public IEnumerable<LocalEntry> List(FileSystemInfo item, string? name)
    {
        if (name is not null)
        {
            if (Describe(item, name) is not { } entry) yield break;
            yield return entry;
            if (entry.Header.Type != TarEntryType.Directory) yield break;
        }
        var open = new Stack<(string Prefix, IEnumerator<FileSystemInfo> Children)>();
        open.Push((name is null ? "" : name + "/", Children(item)));
        while (open.TryPeek(out var folder))
        {
            if (!folder.Children.MoveNext())
            {
                open.Pop();
                continue;
            }
            var child = folder.Children.Current;
            if (Describe(child, folder.Prefix + child.Name) is not { } entry) continue;
            yield return entry;
            if (entry.Header.Type == TarEntryType.Directory) open.Push((entry.Name, Children(child)));
        }
    }

    private IEnumerator<FileSystemInfo> Children(FileSystemInfo folder)
    {
        try
        {
            return ((IEnumerable<FileSystemInfo>)LocalFile.List(folder.FullName)).GetEnumerator();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Unreadable(folder.FullName, e);
            return Enumerable.Empty<FileSystemInfo>().GetEnumerator();
        }
    }

    private LocalEntry? Describe(FileSystemInfo item, string name)
    {
        try
        {
            var entry = LocalFile.Describe(item, name, owned);
            if (entry?.Identity is not { } identity) return entry;
            if (names.TryAdd(identity, name)) return entry;
            return entry with { FullPath = null, Header = entry.Header with { Type = TarEntryType.HardLink, LinkTarget = names[identity], Size = 0, StoredSize = 0 } };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Unreadable(item.FullName, e);
            return null;
        }
    }
}
