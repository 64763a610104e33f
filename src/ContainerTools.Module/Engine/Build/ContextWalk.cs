using ContainerTools.Engine.Files;
using ContainerTools.Engine.Tar;

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
    /// <summary>Lists lazily: a folder is read when its turn comes.</summary>
    /// <exception cref="EngineException">A folder cannot be read.</exception>
    public IEnumerable<LocalEntry> List()
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
            bool[]? matches = null;
            var ignored = !rules.IsEmpty && rules.IsIgnored(name, folder.Matches, out matches) && !kept.Contains(name);
            if (ignored && !(IsFolder(info) && CanKeepBelow(name))) continue;
            if (Describe(info, name) is not { } entry) continue;
            if (!ignored)
            {
                foreach (var parent in Withheld(open)) yield return parent;
                yield return entry;
            }
            if (entry.Header.Type == TarEntryType.Directory) open.Push(Open(info.FullName, name + "/", matches, ignored ? entry : null));
        }
    }

    private bool CanKeepBelow(string name) => rules.CanKeepBelow(name) || kept.Any(path => path.StartsWith(name + "/", StringComparison.Ordinal));

    /// <summary>The ignored folders around something that is kept, the outermost first, each once.</summary>
    private static IEnumerable<LocalEntry> Withheld(Stack<Folder> open)
    {
        foreach (var folder in open.Reverse())
        {
            if (folder.Withheld is not { } entry) continue;
            folder.Withheld = null;
            yield return entry;
        }
    }

    private static bool IsFolder(FileSystemInfo info) =>
        info.Attributes.HasFlag(FileAttributes.Directory) && !(info.Attributes.HasFlag(FileAttributes.ReparsePoint) && info.LinkTarget is not null);

    private static Folder Open(string path, string prefix, bool[]? matches, LocalEntry? withheld)
    {
        try
        {
            return new Folder(prefix, LocalFile.List(path), matches) { Withheld = withheld };
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw BuildContextProblems.Refusal(path, e);
        }
    }

    private static LocalEntry? Describe(FileSystemInfo info, string name)
    {
        try
        {
            return LocalFile.Describe(info, name, owned: false);
        }
        catch (UnauthorizedAccessException e)
        {
            throw BuildContextProblems.Refusal(info.FullName, e);
        }
    }

    /// <summary>A folder that is being listed.</summary>
    private sealed class Folder(string prefix, FileSystemInfo[] children, bool[]? matches)
    {
        private int position;

        public string Prefix { get; } = prefix;

        public bool[]? Matches { get; } = matches;

        /// <summary>Its own entry, while nothing in it has been kept.</summary>
        public LocalEntry? Withheld { get; set; }

        public bool MoveNext(out FileSystemInfo child)
        {
            child = position < children.Length ? children[position] : null!;
            return position++ < children.Length;
        }
    }
}
