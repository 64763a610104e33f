namespace ContainerTools.Engine.ImageArchives;

/// <summary>
/// How much an archive may make this process keep. An archive is read as a stream, so its size does not matter; what grows is
/// the list of its files and the documents that describe it, and a hostile one is refused where those pass all reason.
/// </summary>
internal sealed record ImageArchiveLimits
{
    public static readonly ImageArchiveLimits Default = new();

    /// <summary>Files in all layers together. Large images have several hundred thousand.</summary>
    public int Entries { get; init; } = 5_000_000;

    /// <summary>Characters of one path: longer ones cannot be opened on the systems that containers run on.</summary>
    public int PathLength { get; init; } = 4096;

    /// <summary>Characters of all paths and link targets together.</summary>
    public long PathCharacters { get; init; } = 500_000_000;

    /// <summary>Bytes of one JSON document. The OCI specification asks registries for 4 MiB.</summary>
    public int DocumentBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Bytes of all JSON documents together.</summary>
    public long DocumentsBytes { get; init; } = 128L * 1024 * 1024;

    /// <summary>Entries of the archive itself.</summary>
    public int Blobs { get; init; } = 100_000;

    /// <summary>How deep indexes may name indexes.</summary>
    public int IndexDepth { get; init; } = 8;
}
