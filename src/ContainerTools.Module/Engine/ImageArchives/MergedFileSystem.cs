using ContainerTools.Engine.Tar;

namespace ContainerTools.Engine.ImageArchives;

/// <summary>
/// The file system that layers make when they lie on each other, as in the
/// <see href="https://github.com/opencontainers/image-spec/blob/main/layer.md">OCI image specification</see>.
/// </summary>
internal sealed class MergedFileSystem
{
    private readonly FileSystemNode root = new(null);

    /// <summary>What is at a path; <see langword="null"/> where nothing is.</summary>
    public FileSystemNode? Find(string path)
    {
        var node = root;
        foreach (var name in Names(path))
        {
            if (node.Children is null || !node.Children.TryGetValue(name, out node!)) return null;
        }
        return node;
    }

    /// <summary>Everything in it, with its path.</summary>
    public IEnumerable<(string Path, FileSystemNode Node)> All() => Below("/", root);

    /// <summary>Everything under a node, parents before their content.</summary>
    /// <param name="path">The node's own path.</param>
    public static IEnumerable<(string Path, FileSystemNode Node)> Below(string path, FileSystemNode node)
    {
        // Not by recursion: how deep the tree is, its maker decided.
        var pending = new Stack<(string Path, FileSystemNode Node)>();
        Push(path, node);
        while (pending.TryPop(out var next))
        {
            yield return next;
            Push(next.Path, next.Node);
        }

        void Push(string parent, FileSystemNode of)
        {
            if (of.Children is null) return;
            foreach (var (name, child) in of.Children) pending.Push((ArchivePath.Join(parent, name), child));
        }
    }

    /// <summary>Lays a layer on top, and tells for each path that it touches what was there before.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="removed">Gets each path that is there no more, with what was there.</param>
    /// <param name="added">Gets each file of the layer, with what was there before it.</param>
    public void Apply(LayerContent layer, Action<string, FileSystemNode>? removed = null, Action<LayerEntry, FileSystemNode?>? added = null)
    {
        // A path that is removed and brought again by one layer is changed by it: what was there is looked up before.
        var before = added is null ? null : layer.Files.Keys.ToDictionary(p => p, Shallow, StringComparer.Ordinal);
        var taken = removed is null ? null : new List<(string Path, FileSystemNode Node)>();
        foreach (var path in layer.Whiteouts) Remove(path, taken);
        foreach (var path in layer.OpaqueDirectories)
        {
            if (Find(path) is { } node) Empty(path, node, taken);
        }
        foreach (var entry in layer.Files.Values) Put(entry, taken);
        foreach (var (path, node) in taken ?? [])
        {
            if (Find(path) is null) removed!(path, node);
        }
        if (added is null) return;
        foreach (var entry in layer.Files.Values) added(entry, before![entry.Path]);
    }

    private void Remove(string path, List<(string, FileSystemNode)>? taken)
    {
        var (directory, name) = ArchivePath.Split(path);
        if (Find(directory)?.Children is not { } siblings || !siblings.Remove(name, out var node)) return;
        taken?.Add((path, node));
        taken?.AddRange(Below(path, node));
    }

    private static void Empty(string path, FileSystemNode node, List<(string, FileSystemNode)>? taken)
    {
        taken?.AddRange(Below(path, node));
        node.Children = null;
    }

    private void Put(LayerEntry entry, List<(string, FileSystemNode)>? taken)
    {
        var node = root;
        foreach (var name in Names(entry.Path))
        {
            // What lies under a file's path makes a directory of it.
            if (!node.IsDirectory) node.Entry = null;
            node.Children ??= new(1, StringComparer.Ordinal);
            if (!node.Children.TryGetValue(name, out var child)) node.Children[name] = child = new FileSystemNode(null);
            node = child;
        }
        // A file in place of a directory takes away what was in it.
        if (entry.Type != TarEntryType.Directory && node.Children is not null) Empty(entry.Path, node, taken);
        node.Entry = entry;
    }

    private FileSystemNode? Shallow(string path) => Find(path) is { } node ? new FileSystemNode(node.Entry) : null;

    private static string[] Names(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);
}
