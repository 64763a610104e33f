using System.Net;
using ContainerTools.Engine.Mapping;
using Docker.DotNet;

namespace ContainerTools.Engine;

/// <summary>An image that has been found and is about to be acted on, on its own engine.</summary>
internal sealed record ImageTarget(ContainerImageReference Reference, EngineConnection Engine, EngineEndpoint Endpoint, string Id, string Name)
    : EngineTarget(Engine, Endpoint, Id, Name)
{
    /// <summary>The first API version that reads an image for one platform.</summary>
    public static Version PlatformOfInspect { get; } = new(1, 49);

    /// <summary>What the engine is told: the id of an object, and of what was found by name that name, which is what the user means.</summary>
    public required string Address { get; init; }

    /// <summary>What the engine said of it when it was looked up by name; <see langword="null"/> for an object of the pipeline.</summary>
    public ContainerImage? Known { get; init; }

    public override ErrorRecord Failure(Exception failure) => Errors.OfImage(failure, Endpoint, Reference);

    public override bool HasGone(Exception failure) => Reference.IsObject && IsGone(failure);

    /// <summary>The API's path of it, with what follows.</summary>
    public string Path(string rest = "") => PathOf(Address) + rest;

    /// <summary>The API's path of an image; the parts of a name are parts of the path.</summary>
    public static string PathOf(string name) => "images/" + string.Join('/', name.Split('/').Select(Uri.EscapeDataString));

    /// <summary>
    /// Finds what a reference names: an object is taken by its word, a literal name costs one request, and a pattern a list,
    /// of which it gives every tag that fits.
    /// </summary>
    /// <exception cref="DockerApiException">404: there is no such image.</exception>
    public static async Task<IReadOnlyList<ImageTarget>> FindAsync(ContainerImageReference reference, EngineConnection engine, EngineEndpoint endpoint, CancellationToken token)
    {
        if (reference.Id is { } id) return [new ImageTarget(reference, engine, endpoint, id, reference.Name ?? id) { Address = id }];
        if (!reference.IsPattern)
        {
            var found = await InspectAsync(engine, endpoint, reference.Text, keepRaw: false, token).ConfigureAwait(false);
            return [new ImageTarget(reference, engine, endpoint, found.Id, reference.Text) { Address = reference.Text, Known = found }];
        }
        var list = await engine.GetAsync("images/json", null, token).ConfigureAwait(false);
        return
        [
            .. from image in list.List().Select(json => ImageMapping.FromList(json, endpoint))
               from tag in image.RepoTags
               where ImagePattern.IsMatch(reference.Text, tag)
               select new ImageTarget(reference, engine, endpoint, image.Id, tag) { Address = tag, Known = image },
        ];
    }

    /// <summary>Whether a failure says that the image is not there, and not that something lacks which it needs.</summary>
    public static bool IsGone(Exception failure) =>
        failure is DockerApiException { StatusCode: HttpStatusCode.NotFound, ResponseBody: { } body } && body.Contains("such image", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads one image in full; a tag that it is asked for by becomes its name, whichever others it has.</summary>
    /// <exception cref="DockerApiException">404: there is no such image.</exception>
    public static Task<ContainerImage> InspectAsync(EngineConnection engine, EngineEndpoint endpoint, string name, bool keepRaw, CancellationToken token) =>
        InspectAsync(engine, endpoint, name, null, keepRaw, token);

    /// <summary>Reads one image in full, as it is for a platform.</summary>
    /// <param name="platform"><see langword="null"/> for the engine's choice.</param>
    /// <exception cref="DockerApiException">404: there is no such image, or none for that platform.</exception>
    public static async Task<ContainerImage> InspectAsync(EngineConnection engine, EngineEndpoint endpoint, string name, string? platform, bool keepRaw, CancellationToken token)
    {
        // Older engines would leave it out without a word.
        if (platform is not null) engine.Require(PlatformOfInspect, "Get-ContainerImage -Platform");
        return ImageMapping.FromInspect(await engine.GetAsync(PathOf(name) + "/json", OfPlatform(platform), token).ConfigureAwait(false), endpoint, keepRaw, askedFor: name);
    }

    /// <summary>The part of a request that asks for one platform of several.</summary>
    public static Query? OfPlatform(string? platform) => platform is null ? null : new Query().Add("platform", PlatformJson.Of(platform));
}
