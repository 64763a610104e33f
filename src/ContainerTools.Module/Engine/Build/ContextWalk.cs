using System.Formats.Tar;

namespace ContainerTools.Engine.Build;

/// <summary>
/// Lists a context's folder in the order of its names, without what its rules ignore. A folder is entered only if something
/// in it can be wanted; one that is ignored itself appears once something in it is kept, so that its mode is not lost.
/// </summary>
/// <param name="root">The folder.</param>
/// <param name="rules">What is ignored.</param>
/// <param name="kept">Paths that are sent whatever the rules say.</param>
internal sealed class ContextWalk(string root, IgnoreRules rules, IReadOnlySet<string> kept)
{
    /// <summary>Files on Windows have no mode; the engine then gets docker's.</summary>
    private const UnixFileMode EverythingExecutable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const UnixFileMode LinkMode = EverythingExecutable | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false, MatchType = MatchType.Simple };

    /// <summary>Lists lazily: a folder is read when its turn comes.</summary>
    /// <exception cref="EngineException">A folder cannot be read.</exception>
    public IEnumerable<ContextEntry> List()
    {
        var open = new Stack<Folder>();
        open.Push(Open(root, "", null, null));
        while (open.TryPeek(out var folder))
        {
            if (!folder.MoveNext(out var info))
            {
                open.Pop();
                continue;
            }
            var name = folder.Prefix + info.Name;
            var isLink = info.Attributes.HasFlag(FileAttributes.ReparsePoint) && info.LinkTarget is not null;
            var isFolder = !isLink && info.Attributes.HasFlag(FileAttributes.Directory);
            bool[]? matches = null;
            var ignored = !rules.IsEmpty && rules.IsIgnored(name, folder.Matches, out matches) && !kept.Contains(name);
            if (ignored && !(isFolder && CanKeepBelow(name))) continue;
            if (Describe(info, name, isLink, isFolder) is not { } entry) continue;
            if (!ignored)
            {
                foreach (var parent in Withheld(open)) yield return parent;
                yield return entry;
            }
            if (isFolder) open.Push(Open(info.FullName, name + "/", matches, ignored ? entry : null));
        }
    }

    private bool CanKeepBelow(string name) => rules.CanKeepBelow(name) || kept.Any(path => path.StartsWith(name + "/", StringComparison.Ordinal));

    /// <summary>The ignored folders around something that is kept, the outermost first, each once.</summary>
    private static IEnumerable<ContextEntry> Withheld(Stack<Folder> open)
    {
        foreach (var folder in open.Reverse())
        {
            if (folder.Withheld is not { } entry) continue;
            folder.Withheld = null;
            yield return entry;
        }
    }

    private static Folder Open(string path, string prefix, bool[]? matches, ContextEntry? withheld)
    {
        try
        {
            var children = new DirectoryInfo(path).GetFileSystemInfos("*", Everything);
            Array.Sort(children, static (left, right) => string.CompareOrdinal(left.Name, right.Name));
            return new Folder(prefix, children, matches) { Withheld = withheld };
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw ContextTar.Unreadable(path, e);
        }
    }

    private static ContextEntry? Describe(FileSystemInfo info, string name, bool isLink, bool isFolder)
    {
        // A link has no mode of its own; .NET tells that of what it points to, if that is there.
        if (isLink) return new ContextEntry(name, TarEntryType.SymbolicLink) { Mode = LinkMode, Modified = Time(info), Target = Slashes(info.LinkTarget!) };
        var mode = OperatingSystem.IsWindows() ? EverythingExecutable : info.UnixFileMode;
        if (isFolder) return new ContextEntry(name + "/", TarEntryType.Directory) { Mode = mode, Modified = Time(info) };
        var length = Length(info);
        // Pipes, devices and sockets look like empty files.
        if (length == 0 && !OperatingSystem.IsWindows()) return SpecialFile.Describe(info.FullName, name, Time(info));
        return new ContextEntry(name, TarEntryType.RegularFile) { FullPath = info.FullName, Length = length, Mode = mode, Modified = Time(info) };
    }

    private static long Length(FileSystemInfo info)
    {
        try
        {
            return ((FileInfo)info).Length;
        }
        catch (FileNotFoundException)
        {
            return -1; // Removed since it was listed: reading it will find that out.
        }
    }

    private static DateTimeOffset Time(FileSystemInfo info) => new(info.LastWriteTimeUtc);

    private static string Slashes(string target) => OperatingSystem.IsWindows() ? target.Replace('\\', '/') : target;

    /// <summary>A folder that is being listed.</summary>
    private sealed class Folder(string prefix, FileSystemInfo[] children, bool[]? matches)
    {
        private int position;

        public string Prefix { get; } = prefix;

        public bool[]? Matches { get; } = matches;

        /// <summary>Its own entry, while nothing in it has been kept.</summary>
        public ContextEntry? Withheld { get; set; }

        public bool MoveNext(out FileSystemInfo child)
        {
            child = position < children.Length ? children[position] : null!;
            return position++ < children.Length;
        }
    }
}
