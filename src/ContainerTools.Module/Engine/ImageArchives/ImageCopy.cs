using Docker.DotNet;

namespace ContainerTools.Engine.ImageArchives;

/// <summary>Brings one image from its engine to another.</summary>
/// <param name="source">The image, on its own engine.</param>
/// <param name="engine">The engine that is to have it.</param>
/// <param name="endpoint">The same, as the user named it.</param>
/// <param name="progress">Is told what is done, with bytes.</param>
internal sealed class ImageCopy(ImageTarget source, EngineConnection engine, EngineEndpoint endpoint, Action<string, long?, long?> progress)
{
    /// <summary>Whether a failure now would be one of the destination.</summary>
    public bool IsAtDestination { get; private set; }

    /// <summary>Whether the destination had the image, and was only told its names.</summary>
    public bool WasThere { get; private set; }

    /// <summary>Copies what is not there: the archive passes from one engine to the other and is never held whole.</summary>
    /// <returns>The image as it is at the destination.</returns>
    public async Task<ContainerImage> RunAsync(CancellationToken token)
    {
        var image = await ImageTarget.InspectAsync(source.Engine, source.Endpoint, source.Address, keepRaw: false, token).ConfigureAwait(false);
        var names = ImageExport.NamesOf(source, image);
        IsAtDestination = true;
        if (await FindAsync(image.Id, token).ConfigureAwait(false) is { } there)
        {
            WasThere = true;
            return await NameAsync(there, names, token).ConfigureAwait(false);
        }
        IsAtDestination = false;
        using var response = await source.Engine.SendAsync(HttpMethod.Get, "images/get", EngineArchive.Query(names), null, token).ConfigureAwait(false);
        using var archive = await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
        IsAtDestination = true;
        var loaded = await new ImageLoad(engine, endpoint, source.Name, progress).RunAsync(archive, null, token).ConfigureAwait(false);
        return ImageReference.TryParse(names[0], out _) && await FindAsync(names[0], token).ConfigureAwait(false) is { } named ? named : loaded[0];
    }

    private async Task<ContainerImage?> FindAsync(string name, CancellationToken token)
    {
        try
        {
            return await ImageTarget.InspectAsync(engine, endpoint, name, keepRaw: false, token).ConfigureAwait(false);
        }
        catch (DockerApiException e) when (ImageTarget.IsGone(e))
        {
            return null;
        }
    }

    private async Task<ContainerImage> NameAsync(ContainerImage there, IReadOnlyList<string> names, CancellationToken token)
    {
        var missing = names.Except(there.RepoTags, StringComparer.Ordinal).Where(name => ImageReference.TryParse(name, out var reference) && reference.Digest is null).ToList();
        foreach (var name in missing)
        {
            var reference = ImageReference.Parse(name).WithDefaultTag();
            var query = new Query().Add("repo", reference.FamiliarName).Add("tag", reference.Tag);
            await engine.DoAsync(HttpMethod.Post, ImageTarget.PathOf(there.Id) + "/tag", query, token).ConfigureAwait(false);
        }
        return await ImageTarget.InspectAsync(engine, endpoint, missing.Count > 0 ? missing[0] : there.Id, keepRaw: false, token).ConfigureAwait(false);
    }
}
