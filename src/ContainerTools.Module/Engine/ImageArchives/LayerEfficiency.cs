using ContainerTools.Engine.Tar;

namespace ContainerTools.Engine.ImageArchives;

/// <summary>Measures how often an image's layers hold the same paths; see <see cref="ContainerImageEfficiency"/> for the formula.</summary>
internal sealed class LayerEfficiency
{
    private LayerEfficiency() { }

    public double Efficiency { get; private init; }

    public long WastedBytes { get; private init; }

    /// <summary>The paths that waste bytes, the largest first.</summary>
    public required IReadOnlyList<ContainerImageWastedFile> WastedFiles { get; init; }

    /// <param name="layers">The layers, the lowest first.</param>
    public static LayerEfficiency Measure(IEnumerable<LayerContent> layers)
    {
        var below = new MergedFileSystem();
        var paths = new Dictionary<string, Usage>(StringComparer.Ordinal);
        foreach (var layer in layers)
        {
            foreach (var (path, size) in Sizes(layer, below))
            {
                ref var usage = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(paths, path, out var known);
                usage = known ? usage.And(size) : new Usage(size, size, 1);
            }
            below.Apply(layer);
        }
        return From(paths, below);
    }

    private static LayerEfficiency From(Dictionary<string, Usage> paths, MergedFileSystem merged)
    {
        long smallest = 0, cumulative = 0, wasted = 0;
        var files = new List<ContainerImageWastedFile>();
        foreach (var (path, usage) in paths)
        {
            smallest += usage.Smallest;
            cumulative += usage.Cumulative;
            if (usage.Layers < 2 || usage.Cumulative == 0) continue;
            wasted += usage.Cumulative;
            files.Add(new ContainerImageWastedFile
            {
                Path = path,
                CumulativeSize = usage.Cumulative,
                SmallestSize = usage.Smallest,
                LayerCount = usage.Layers,
                IsRemoved = merged.Find(path) is null,
            });
        }
        return new LayerEfficiency
        {
            Efficiency = cumulative == 0 ? 1 : (double)smallest / cumulative,
            WastedBytes = wasted,
            WastedFiles = [.. files.OrderByDescending(f => f.CumulativeSize).ThenBy(f => f.Path, StringComparer.Ordinal)],
        };
    }

    /// <summary>The paths that a layer touches, with the bytes that each has in it.</summary>
    private static Dictionary<string, long> Sizes(LayerContent layer, MergedFileSystem below)
    {
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var path in layer.Whiteouts)
        {
            if (below.Find(path) is { Entry.Type: TarEntryType.Directory } directory) AddFilesBelow(path, directory);
            else sizes[path] = 0;
        }
        foreach (var path in layer.OpaqueDirectories)
        {
            if (below.Find(path) is { } directory) AddFilesBelow(path, directory);
        }
        foreach (var file in layer.Files.Values)
        {
            var before = below.Find(file.Path);
            if (file.Type != TarEntryType.Directory)
            {
                if (before is not null) AddFilesBelow(file.Path, before);
                sizes[file.Path] = file.Size;
            }
            else if (before is { IsDirectory: false })
            {
                sizes[file.Path] = 0;
            }
        }
        return sizes;

        void AddFilesBelow(string path, FileSystemNode directory)
        {
            foreach (var (file, node) in MergedFileSystem.Below(path, directory))
            {
                if (!node.IsDirectory) sizes.TryAdd(file, 0);
            }
        }
    }

    private readonly record struct Usage(long Cumulative, long Smallest, int Layers)
    {
        public Usage And(long size) => new(Cumulative + size, Math.Min(Smallest, size), Layers + 1);
    }
}
