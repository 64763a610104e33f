using ContainerTools.Engine.Streams;
using Docker.DotNet;

namespace ContainerTools.Engine.ImageArchives;

/// <summary>Sends saved images to an engine.</summary>
internal sealed class ImageLoad(EngineConnection engine, EngineEndpoint endpoint, string name, Action<string, long?, long?> progress)
{
    private const string FailureId = "ImageImportFailed";
    private const string LoadedPrefix = "Loaded image: ";
    private const string LoadedIdPrefix = "Loaded image ID: ";

    // Engines before 23.0 know gzip, bzip2 and xz only.
    private static readonly Version TakesZstd = new(1, 42);

    private readonly List<string> told = [];

    /// <summary>Sends an archive while it is read; it is never held whole.</summary>
    /// <param name="archive">The archive, also packed.</param>
    /// <param name="platform">The platform to take, or <see langword="null"/>.</param>
    /// <returns>The images as they are on the engine now, in the archive's order.</returns>
    /// <exception cref="EngineException">It is no image archive, or the engine could not load it.</exception>
    public async Task<IReadOnlyList<ContainerImage>> RunAsync(Stream archive, string? platform, CancellationToken token)
    {
        var start = archive.CanSeek ? archive.Position : 0;
        using var peek = new PeekStream(new CountingStream(archive, (sent, total) => progress("Sent", sent, total)));
        var compression = ArchiveCompressions.Detect(peek.Peek(ArchiveCompressions.MagicLength));
        var query = new Query().Add("quiet", "0").Add("platform", platform is null ? null : PlatformJson.Of(platform));
        IReadOnlyList<ArchivedImage>? images;
        try
        {
            images = compression switch
            {
                ArchiveCompression.None when archive.CanSeek => await SendFileAsync(archive, start, query, token).ConfigureAwait(false),
                _ when compression is ArchiveCompression.None || compression.CanUnpack() => await SendReadingAlongAsync(peek, compression, query, token).ConfigureAwait(false),
                _ => await SendUnseenAsync(peek, query, token).ConfigureAwait(false),
            };
        }
        catch (Exception e) when (Find<ImageArchiveException>(e) is { } invalid)
        {
            throw new EngineException("ImageArchiveInvalid", ErrorCategory.InvalidData, name, $"{name} cannot be loaded: {invalid.Message}.", invalid);
        }
        return await InspectAsync(images, token).ConfigureAwait(false);
    }

    /// <summary>A plain file is looked into before anything is sent: finding its parts takes no reading.</summary>
    private async Task<IReadOnlyList<ArchivedImage>> SendFileAsync(Stream archive, long start, Query query, CancellationToken token)
    {
        archive.Position = start;
        var images = new ImageArchiveReader(includeFiles: false).Read(archive, token);
        archive.Position = start;
        using var counted = new CountingStream(archive, (sent, total) => progress("Sent", sent, total));
        using var content = new UploadContent(counted, "application/x-tar");
        await SendAsync(content, query, token).ConfigureAwait(false);
        return images;
    }

    /// <summary>
    /// Unpacking is needed to look into it. On this machine the engine then gets it unpacked, which spares it the same work;
    /// over a network it gets it as it is, if it can unpack that.
    /// </summary>
    private async Task<IReadOnlyList<ArchivedImage>?> SendReadingAlongAsync(Stream archive, ArchiveCompression compression, Query query, CancellationToken token)
    {
        var isNear = endpoint.Host.Scheme is "unix" or "npipe";
        var isKnown = compression != ArchiveCompression.Zstd || engine.Version.Api >= TakesZstd;
        using var content = new ReadAlongContent(archive, compression, sendPacked: !isNear && isKnown);
        await SendAsync(content, query, token).ConfigureAwait(false);
        return content.Images;
    }

    /// <summary>What only the engine can unpack: then it alone knows what is in it.</summary>
    private async Task<IReadOnlyList<ArchivedImage>?> SendUnseenAsync(Stream archive, Query query, CancellationToken token)
    {
        using var content = new UploadContent(archive, "application/x-tar");
        await SendAsync(content, query, token).ConfigureAwait(false);
        return null;
    }

    private async Task SendAsync(HttpContent content, Query query, CancellationToken token)
    {
        try
        {
            using var response = await engine.SendAsync(HttpMethod.Post, "images/load", query, content, token).ConfigureAwait(false);
            using var messages = await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
            await EngineMessages.ReadAsync(messages, $"load {name}", FailureId, name, Hear, token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DockerApiException or EngineException { ErrorId: FailureId })
        {
            var reason = e is DockerApiException answer ? $"The engine could not load {name}: {Errors.EngineMessage(answer.ResponseBody)}" : e.Message;
            throw new EngineException(FailureId, ErrorCategory.InvalidData, name, reason + Hint(reason), e);
        }
    }

    private void Hear(JsonElement message)
    {
        var text = message.Text("stream").Trim();
        if (text.StartsWith(LoadedPrefix, StringComparison.Ordinal)) told.Add(text[LoadedPrefix.Length..]);
        else if (text.StartsWith(LoadedIdPrefix, StringComparison.Ordinal)) told.Add(text[LoadedIdPrefix.Length..]);
        else if (message.TextOrNull("status") is { } status)
        {
            progress(status, message.Child("progressDetail").Number("current"), message.Child("progressDetail").Number("total"));
        }
    }

    /// <summary>Older engines look for docker's manifest, and for an even older file when it is not there.</summary>
    private static string Hint(string reason) => reason.Contains("/repositories: no such file", StringComparison.Ordinal)
        ? " It has an OCI index and no manifest.json, which this engine needs: save it in docker's format (buildx: type=docker)."
        : "";

    private async Task<IReadOnlyList<ContainerImage>> InspectAsync(IReadOnlyList<ArchivedImage>? images, CancellationToken token)
    {
        var found = new Dictionary<string, ContainerImage>(StringComparer.Ordinal);
        foreach (var candidates in images?.Select(i => (IReadOnlyList<string>)[i.Id, .. i.ManifestDigests, .. i.Tags]) ?? told.Select(t => (IReadOnlyList<string>)[t]))
        {
            if (await FirstAsync(candidates, token).ConfigureAwait(false) is { } image) found.TryAdd(image.Id, image);
        }
        return found.Count > 0 ? [.. found.Values] : throw new EngineException("EngineAnswerInvalid", ErrorCategory.InvalidData, name, $"The engine took {name}, and has none of its images.");
    }

    /// <summary>An engine calls an image by its configuration's digest or by its manifest's, as it keeps images.</summary>
    private async Task<ContainerImage?> FirstAsync(IReadOnlyList<string> candidates, CancellationToken token)
    {
        foreach (var candidate in candidates)
        {
            try
            {
                return await ImageTarget.InspectAsync(engine, endpoint, candidate, keepRaw: false, token).ConfigureAwait(false);
            }
            catch (DockerApiException e) when (ImageTarget.IsGone(e))
            {
                // The next name, then.
            }
        }
        return null;
    }

    private static T? Find<T>(Exception? failure) where T : Exception
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is T found) return found;
        }
        return null;
    }
}
