using ContainerTools.Engine.Tar;

namespace ContainerTools.Engine.Files;

/// <summary>Something that is sent in an archive.</summary>
/// <param name="Header">What the archive says of it; the size is that of when it was listed.</param>
internal sealed record LocalEntry(TarEntry Header)
{
    /// <summary>Its path in the archive, with slashes.</summary>
    public string Name => Header.Name;

    /// <summary>Where its content is read; <see langword="null"/> where it has none, or <see cref="Content"/> holds it.</summary>
    public string? FullPath { get; init; }

    /// <summary>Content that is sent in place of a file's own.</summary>
    public ReadOnlyMemory<byte>? Content { get; init; }

    /// <summary>What tells whether another name is of the same file; <see langword="null"/> for a file with one name, and where that is not known.</summary>
    public (uint Major, uint Minor, ulong Inode)? Identity { get; init; }
}
