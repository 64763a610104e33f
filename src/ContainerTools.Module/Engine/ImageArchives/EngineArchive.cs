namespace ContainerTools.Engine.ImageArchives;

/// <summary>Reads images out of an engine as the stream that <c>docker save</c> writes to a file.</summary>
internal static class EngineArchive
{
    /// <summary>How many archives are read at once: each takes memory for its list of files, and the engine's disk.</summary>
    public const int Concurrency = 2;

    /// <summary>The request for the archive of some images.</summary>
    public static Query Query(IEnumerable<string> names, string? platform = null) =>
        new Query().AddAll("names", names).Add("platform", platform is null ? null : PlatformJson.Of(platform));

    /// <summary>Reads the layers of an image with their files.</summary>
    /// <exception cref="EngineException">What the engine sends is no whole archive.</exception>
    public static async Task<ArchivedImage> ReadAsync(ImageTarget target, CancellationToken token) =>
        (await ReadAsync(target.Engine, [target.Id], hashFiles: false, token).ConfigureAwait(false))[0];

    /// <summary>Reads the layers of several images in one pass: what they share comes once.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="ids">The images' ids.</param>
    /// <param name="hashFiles">Whether the files' contents are to be told apart.</param>
    /// <returns>The images, in the order of the ids.</returns>
    /// <exception cref="EngineException">What the engine sends is no whole archive.</exception>
    public static Task<IReadOnlyList<ArchivedImage>> ReadAsync(EngineConnection engine, IReadOnlyList<string> ids, bool hashFiles, CancellationToken token) =>
        // Reading blocks for as long as the archive passes: not on a thread of the pool.
        Task.Factory.StartNew(() => Read(engine, ids, hashFiles, token), token, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static IReadOnlyList<ArchivedImage> Read(EngineConnection engine, IReadOnlyList<string> ids, bool hashFiles, CancellationToken token)
    {
        try
        {
            using var stream = engine.OpenStream(HttpMethod.Get, "images/get", Query(ids.Distinct(StringComparer.Ordinal)), null, StreamKind.Archive, token);
            var images = new ImageArchiveReader(includeFiles: true, hashFiles).Read(stream.Content, token);
            return [.. ids.Select(id => Pick(images, id))];
        }
        catch (ImageArchiveException e)
        {
            throw new EngineException("ImageArchiveInvalid", ErrorCategory.InvalidData, null, $"The engine's archive of {string.Join(", ", ids)} cannot be read: {e.Message}.", e);
        }
        catch (Exception e) when (token.IsCancellationRequested && e is not OperationCanceledException)
        {
            throw new OperationCanceledException(e.Message, e, token);
        }
    }

    private static ArchivedImage Pick(IReadOnlyList<ArchivedImage> images, string id) =>
        images.FirstOrDefault(image => image.Is(id)) ?? (images.Count == 1 ? images[0] : throw new ImageArchiveException($"it has no image {id}"));
}
