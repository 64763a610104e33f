namespace ContainerTools.Engine.ImageArchives;

/// <summary>Writes images of an engine to a file as one archive.</summary>
internal static class ImageExport
{
    /// <summary>What an archive of an image is asked for by. An object stands for its image, so all of the image's names go into the archive.</summary>
    public static IReadOnlyList<string> NamesOf(ImageTarget target, ContainerImage image) => target.Reference.IsObject && image.RepoTags.Count > 0 ? image.RepoTags : [target.Address];

    /// <summary>The archive of images.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="names">The images: names, which the archive keeps, and ids.</param>
    /// <param name="platform">The platform of which images of several are taken, or <see langword="null"/>.</param>
    public static ArchiveDownload Of(EngineConnection engine, IEnumerable<string> names, string? platform) =>
        new(engine, "images/get", EngineArchive.Query(names, platform), "the images", "ImageExportFailed");
}
