using ContainerTools.Engine.Streams;
using Docker.DotNet;

namespace ContainerTools.Engine;

/// <summary>Has an engine pull an image from its registry.</summary>
internal static class ImagePull
{
    private const string FailureId = "ImagePullFailed";

    /// <summary>Pulls, and is done when the engine has the image.</summary>
    /// <param name="image">The image; without a tag it is <c>latest</c>, and a digest wins over a tag.</param>
    /// <param name="platform">The platform of an image that has several, else the engine's own.</param>
    /// <param name="message">Is given what the engine tells on the way.</param>
    /// <exception cref="EngineException">It could not be pulled; the message says why.</exception>
    public static async Task RunAsync(EngineConnection engine, ImageReference image, string? platform, Action<JsonElement> message, CancellationToken token)
    {
        var name = image.WithDefaultTag();
        var query = new Query().Add("fromImage", name.FamiliarName).Add("tag", name.Digest ?? name.Tag).Add("platform", platform);
        var doing = $"pull {name}";
        try
        {
            var header = await RegistryCredentials.HeaderAsync(name, token).ConfigureAwait(false);
            using var response = await engine.SendAsync(HttpMethod.Post, "images/create", query, null, [header], token).ConfigureAwait(false);
            using var stream = await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
            await EngineMessages.ReadAsync(stream, doing, FailureId, name.ToString(), message, token).ConfigureAwait(false);
        }
        catch (DockerApiException e)
        {
            throw EngineMessages.Failure(doing, FailureId, Errors.EngineMessage(e.ResponseBody), (int)e.StatusCode, name.ToString(), e);
        }
    }
}
