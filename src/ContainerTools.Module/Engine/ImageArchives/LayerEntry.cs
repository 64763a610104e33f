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

    /// <summary>
    /// The bytes that an engine counts for it in the size of a layer or an image: of a symbolic link the length of its target,
    /// which a tar archive does not count as content.
    /// </summary>
    public long CountedSize => Type == TarEntryType.SymbolicLink && LinkTarget is not null ? System.Text.Encoding.UTF8.GetByteCount(LinkTarget) : Size;

    /// <summary>The first half of the SHA-256 of its content; <see langword="null"/> where nobody asked for it.</summary>
    public UInt128? Content { get; init; }
}
