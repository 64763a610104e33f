namespace ContainerTools.Engine.ImageArchives;

/// <summary>Writes images of an engine to a file as one archive.</summary>
internal static class ImageExport
{
    private const int BufferSize = 1024 * 1024;

    /// <summary>What an archive of an image is asked for by. An object stands for its image, so all of the image's names go into the archive.</summary>
    public static IReadOnlyList<string> NamesOf(ImageTarget target, ContainerImage image) => target.Reference.IsObject && image.RepoTags.Count > 0 ? image.RepoTags : [target.Address];

    /// <summary>Copies the archive as it comes; it is never held whole. It blocks, so it takes a thread of its own.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="names">The images: names, which the archive keeps, and ids.</param>
    /// <param name="platform">The platform of which images of several are taken, or <see langword="null"/>.</param>
    /// <param name="destination">Takes the archive.</param>
    /// <param name="progress">Is told how many bytes have been written.</param>
    /// <exception cref="EngineException">The engine ended the archive before its end.</exception>
    public static void Run(EngineConnection engine, IEnumerable<string> names, string? platform, Stream destination, Action<long> progress, CancellationToken token)
    {
        try
        {
            using var stream = engine.OpenStream(HttpMethod.Get, "images/get", EngineArchive.Query(names, platform), null, upgrade: false, token);
            var tail = new ArchiveTail();
            var buffer = new byte[BufferSize];
            long written = 0;
            int count;
            while ((count = stream.Content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0)
            {
                Write(destination, buffer.AsSpan(0, count));
                tail.Add(buffer.AsSpan(0, count));
                progress(written += count);
            }
            tail.Check();
        }
        catch (Exception e) when (token.IsCancellationRequested && e is not OperationCanceledException)
        {
            throw new OperationCanceledException(e.Message, e, token);
        }
    }

    /// <summary>A full disk is not a broken connection, though .NET calls both by one name.</summary>
    private static void Write(Stream destination, ReadOnlySpan<byte> bytes)
    {
        try
        {
            destination.Write(bytes);
        }
        catch (IOException e)
        {
            throw new EngineException("FileUnwritable", ErrorCategory.WriteError, null, $"The images cannot be written: {e.Message}", e);
        }
    }
}
