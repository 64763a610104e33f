using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;
using Docker.DotNet;

namespace ContainerTools.Commands;

/// <summary>What <c>Get-ContainerImage</c> was asked for, and how one engine is asked for it.</summary>
internal sealed class ImageSearch
{
    public string[]? Names { get; init; }

    public string[]? Ids { get; init; }

    /// <summary>Whether intermediate images of builds are wanted too.</summary>
    public bool All { get; init; }

    public bool Detailed { get; init; }

    /// <summary>The platform that images are read for; <see langword="null"/> for the engine's choice.</summary>
    public string? Platform { get; init; }

    /// <summary>Whether more than names was asked for, so that a name may be there and still not fit.</summary>
    public bool IsNarrowed { get; init; }

    public required FilterMap Filters { get; init; }

    public async Task RunAsync(EngineConnection engine, EngineEndpoint endpoint, Emitter emitter, CancellationToken token)
    {
        if (Platform is not null) engine.Require(ImageTarget.PlatformOfInspect, "Get-ContainerImage -Platform");
        var answer = await engine.GetAsync("images/json", new Query().Add("all", All).Add(Filters), token).ConfigureAwait(false);
        var listed = answer.List().Select(json => ImageMapping.FromList(json, endpoint)).OrderByDescending(image => image.Created).ToList();
        var matched = Names is null ? listed : listed.FindAll(image => Names.Any(name => IsMatch(name, image)));
        if (Ids is not null)
        {
            matched = await Search.PickByIdAsync(Ids, listed, image => (image.Id, image.Name), Errors.Subject.Image, emitter).ConfigureAwait(false);
        }
        await WriteAsync(matched, engine, endpoint, emitter, token).ConfigureAwait(false);

        foreach (var name in Names?.Where(n => !WildcardPattern.ContainsWildcardCharacters(n)) ?? [])
        {
            if (matched.Exists(image => IsMatch(name, image))) continue;
            // The engine may know by a name what its list calls otherwise: podman puts 'localhost/' before what it built.
            var found = await InspectAsync(engine, endpoint, name, token).ConfigureAwait(false);
            if (found is null) await emitter.SendAsync(new Emission.Failure(Errors.ImageNotFound(name))).ConfigureAwait(false);
            else if (!IsNarrowed) await emitter.SendAsync(new Emission.Output(found)).ConfigureAwait(false);
        }
    }

    private static bool IsMatch(string name, ContainerImage image) =>
        image.RepoTags.Any(tag => ImagePattern.IsMatch(name, tag)) || image.RepoDigests.Any(digest => ImagePattern.IsMatch(name, digest));

    private Task WriteAsync(List<ContainerImage> matched, EngineConnection engine, EngineEndpoint endpoint, Emitter emitter, CancellationToken token) => new SearchOutput<ContainerImage>(async image =>
    {
        if (!Detailed && Platform is null) return image;
        try
        {
            return ImageMapping.FromInspect(await engine.GetAsync(ImageTarget.PathOf(image.Id) + "/json", ImageTarget.OfPlatform(Platform), token).ConfigureAwait(false), endpoint, keepRaw: Detailed, image);
        }
        catch (DockerApiException e) when (ImageTarget.IsGone(e) || (Platform is not null && e.StatusCode == System.Net.HttpStatusCode.NotFound))
        {
            // Removed since it was listed, or not for that platform: of what was named, that is an error.
            if (Platform is not null && IsNamed(image)) emitter.Send(new Emission.Failure(Errors.ImageLacksPlatform(image.Name, Platform)));
            return null;
        }
    }, emitter).WriteAllAsync(matched);

    private bool IsNamed(ContainerImage image) => Ids is not null || Names?.Any(name => !WildcardPattern.ContainsWildcardCharacters(name) && IsMatch(name, image)) == true;

    private async Task<ContainerImage?> InspectAsync(EngineConnection engine, EngineEndpoint endpoint, string name, CancellationToken token)
    {
        try
        {
            return await ImageTarget.InspectAsync(engine, endpoint, name, Platform, keepRaw: Detailed, token).ConfigureAwait(false);
        }
        catch (DockerApiException e) when (ImageTarget.IsGone(e))
        {
            return null;
        }
    }
}
