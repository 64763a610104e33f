using ContainerTools.Engine.Tar;

namespace ContainerTools.Engine.ImageArchives;

/// <summary>Layers' contents as what users see.</summary>
internal static class LayerFiles
{
    /// <summary>Lays a layer on a file system, and lists what that does to it, by path.</summary>
    public static IReadOnlyList<ContainerImageLayerFile> Apply(MergedFileSystem below, LayerContent layer, int index)
    {
        var files = new List<ContainerImageLayerFile>(layer.Files.Count + layer.Whiteouts.Count);
        below.Apply(
            layer,
            removed: (path, node) => files.Add(Removed(path, node.Entry?.Type ?? TarEntryType.Directory)),
            added: (entry, before) => files.Add(Present(entry, before is null ? ContainerChangeKind.Added : ContainerChangeKind.Changed)));
        files.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path));
        return files;

        ContainerImageLayerFile Removed(string path, TarEntryType type) => new()
        {
            Path = path,
            Kind = ContainerChangeKind.Removed,
            Type = Type(type),
            LayerIndex = index,
        };

        ContainerImageLayerFile Present(LayerEntry entry, ContainerChangeKind kind) => new()
        {
            Path = entry.Path,
            Kind = kind,
            Type = Type(entry.Type),
            Size = entry.CountedSize,
            Mode = entry.Mode,
            Uid = entry.Uid,
            Gid = entry.Gid,
            LinkTarget = entry.LinkTarget,
            LastWriteTime = Time(entry.ModifiedUnix),
            LayerIndex = index,
        };
    }

    public static ContainerFileType Type(TarEntryType type) => type switch
    {
        TarEntryType.File => ContainerFileType.File,
        TarEntryType.Directory => ContainerFileType.Directory,
        TarEntryType.SymbolicLink => ContainerFileType.SymbolicLink,
        TarEntryType.HardLink => ContainerFileType.HardLink,
        TarEntryType.CharacterDevice => ContainerFileType.CharacterDevice,
        TarEntryType.BlockDevice => ContainerFileType.BlockDevice,
        TarEntryType.Fifo => ContainerFileType.Fifo,
        _ => ContainerFileType.Other,
    };

    /// <summary>An archive may claim any number; what is no time is unknown.</summary>
    public static DateTimeOffset? Time(long unix) =>
        unix >= DateTimeOffset.MinValue.ToUnixTimeSeconds() && unix <= DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(unix) : null;
}
