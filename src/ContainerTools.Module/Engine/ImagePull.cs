using ContainerTools.Engine.Registries;
using ContainerTools.Engine.Streams;
using Docker.DotNet;

namespace ContainerTools.Engine;

/// <summary>Has an engine pull an image from its registry.</summary>
internal static class ImagePull
{
    private const string FailureId = "ImagePullFailed";
    private const string DefaultPlatform = "DOCKER_DEFAULT_PLATFORM";

    /// <summary>Pulls, and is done when the engine has the image.</summary>
    /// <param name="image">The image; without a tag it is <c>latest</c>, and a digest wins over a tag.</param>
    /// <param name="platform">The platform of an image that has several, else the engine's own.</param>
    /// <param name="message">Is given what the engine tells on the way.</param>
    /// <exception cref="EngineException">It could not be pulled; the message says why.</exception>
    public static Task RunAsync(EngineConnection engine, ImageReference image, string? platform, Action<JsonElement> message, CancellationToken token) =>
        RunAsync(engine, image.WithDefaultTag(), platform, null, message, token);

    /// <summary>Pulls one image, or with a reference that has neither tag nor digest every tag of its repository.</summary>
    /// <param name="credential">What lets into the registry, if it is not what is kept for it.</param>
    /// <exception cref="EngineException">It could not be pulled; the message says why.</exception>
    public static async Task RunAsync(EngineConnection engine, ImageReference image, string? platform, RegistryCredential? credential, Action<JsonElement> message, CancellationToken token)
    {
        var query = new Query().Add("fromImage", image.FamiliarName).Add("tag", image.Digest ?? image.Tag).Add("platform", PlatformOf(platform));
        var doing = $"pull {image}";
        try
        {
            var header = await RegistryCredentials.HeaderAsync(image.Domain, credential, token).ConfigureAwait(false);
            using var response = await engine.SendAsync(HttpMethod.Post, "images/create", query, null, [header], token).ConfigureAwait(false);
            using var stream = await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
            await EngineMessages.ReadAsync(stream, doing, FailureId, image.ToString(), message, token).ConfigureAwait(false);
        }
        catch (DockerApiException e)
        {
            throw EngineMessages.Failure(doing, FailureId, Errors.EngineMessage(e.ResponseBody), (int)e.StatusCode, image.ToString(), e);
        }
    }

    /// <summary>The platform that was named, else the one that docker's environment variable names.</summary>
    public static string? PlatformOf(string? platform) => platform ?? (Environment.GetEnvironmentVariable(DefaultPlatform) is { Length: > 0 } named ? named : null);
}
