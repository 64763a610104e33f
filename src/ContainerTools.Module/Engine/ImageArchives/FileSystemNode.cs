namespace ContainerTools.Engine.ImageArchives;

/// <summary>A place in a merged file system.</summary>
/// <param name="entry">What a layer put there; <see langword="null"/> for a directory that only its content implies.</param>
internal sealed class FileSystemNode(LayerEntry? entry)
{
    public LayerEntry? Entry { get; set; } = entry;

    public Dictionary<string, FileSystemNode>? Children { get; set; }

    public bool IsDirectory => Entry is null or { Type: Tar.TarEntryType.Directory };
}
