namespace ContainerTools.Engine.ImageArchives;

/// <summary>
/// What a layer does to the file system below it: it removes paths, empties directories, and adds files, in this order,
/// whatever the order in its archive. The last entry of a path counts.
/// </summary>
internal sealed class LayerContent
{
    /// <summary>The files that it brings, by path.</summary>
    public Dictionary<string, LayerEntry> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Paths that it removes: <c>.wh.name</c> in its archive.</summary>
    public HashSet<string> Whiteouts { get; } = new(StringComparer.Ordinal);

    /// <summary>Directories of which it shows nothing from below: <c>.wh..wh..opq</c> in its archive.</summary>
    public HashSet<string> OpaqueDirectories { get; } = new(StringComparer.Ordinal);

    /// <summary>Bytes of the files that it brings, as an engine counts them.</summary>
    public long Size { get; set; }
}
