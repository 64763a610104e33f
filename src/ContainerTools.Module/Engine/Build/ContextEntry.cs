using System.Formats.Tar;

namespace ContainerTools.Engine.Build;

/// <summary>Something that is sent as a part of a build context.</summary>
/// <param name="Name">Its path within the context, with slashes.</param>
/// <param name="Type">What it is.</param>
internal sealed record ContextEntry(string Name, TarEntryType Type)
{
    /// <summary>Where its content is read; <see langword="null"/> where it has none, or <see cref="Content"/> holds it.</summary>
    public string? FullPath { get; init; }

    /// <summary>Content that is sent in place of a file's own.</summary>
    public byte[]? Content { get; init; }

    /// <summary>Bytes of the file when it was listed.</summary>
    public long Length { get; init; }

    public UnixFileMode Mode { get; init; }

    public DateTimeOffset Modified { get; init; }

    /// <summary>Where a symbolic link points.</summary>
    public string? Target { get; init; }

    /// <summary>Major and minor number of a device.</summary>
    public (int Major, int Minor) Device { get; init; }
}
