using ContainerTools.Engine.Tar;

namespace ContainerTools.Engine.ImageArchives;

/// <summary>A file that a layer brings.</summary>
/// <param name="Path">Its absolute path: <c>/etc/passwd</c>.</param>
internal sealed record LayerEntry(string Path, TarEntryType Type, long Size)
{
    public int Mode { get; init; }

    public long Uid { get; init; }

    public long Gid { get; init; }

    public string? LinkTarget { get; init; }

    public long ModifiedUnix { get; init; }

    /// <summary>The first half of the SHA-256 of its content; <see langword="null"/> where nobody asked for it.</summary>
    public UInt128? Content { get; init; }
}
