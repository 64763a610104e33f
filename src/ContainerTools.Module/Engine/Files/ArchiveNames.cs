namespace ContainerTools.Engine.Files;

/// <summary>Where the entries of an archive go: what the engine calls by its source's name may get another, or be put down directly.</summary>
internal sealed class ArchiveNames
{
    private readonly string? oneFile;
    private readonly string[] top;

    private ArchiveNames(string? oneFile, string[] top) => (this.oneFile, this.top) = (oneFile, top);

    /// <summary>What is in a directory, asked for with a dot at the end.</summary>
    /// <param name="name">The directory that it goes into; <see langword="null"/> for the destination itself.</param>
    public static ArchiveNames OfContent(string? name) => new(null, name is null ? [] : [name]);

    /// <summary>Something that is no directory and comes alone.</summary>
    /// <param name="from">What the archive calls it.</param>
    /// <param name="name">What it will be called.</param>
    public static ArchiveNames OfOne(string from, string name) => new(from, [name]);

    /// <summary>The path below the destination of an entry, or of another entry that one names.</summary>
    /// <returns>No parts for the destination itself.</returns>
    /// <exception cref="ExtractionRefusal">It leads out of the destination, or is no part of what was asked for.</exception>
    public string[] Map(string entry)
    {
        var parts = ExtractionName.Parts(entry);
        if (oneFile is null) return [.. top, .. parts];
        return parts is [var name] && name == oneFile ? top : throw new ExtractionRefusal($"'{DisplayText.Printable(oneFile)}' was asked for, and it is something else");
    }
}
