using ContainerTools.Engine.Registries;
using ContainerTools.Engine.Streams;
using Docker.DotNet;

namespace ContainerTools.Engine;

/// <summary>Has an engine push an image to its registry.</summary>
internal static class ImagePush
{
    private const string FailureId = "ImagePushFailed";

    /// <summary>Pushes one tag, or with a reference that has none every tag of its repository.</summary>
    /// <param name="credential">What lets into the registry, if it is not what is kept for it.</param>
    /// <param name="message">Is given what the engine tells on the way.</param>
    /// <returns>Each tag with the digest and the size of its manifest.</returns>
    /// <exception cref="EngineException">It could not be pushed; the message says why.</exception>
    public static async Task<IReadOnlyList<ContainerImagePublishResult>> RunAsync(
        EngineConnection engine, EngineEndpoint endpoint, ImageReference image, RegistryCredential? credential, Action<JsonElement> message, CancellationToken token)
    {
        var doing = $"push {image}";
        var pushed = new List<ContainerImagePublishResult>();
        try
        {
            var header = await RegistryCredentials.HeaderAsync(image.Domain, credential, token).ConfigureAwait(false);
            using var response = await engine.SendAsync(HttpMethod.Post, ImageTarget.PathOf(image.FamiliarName) + "/push", new Query().Add("tag", image.Tag), null, [header], token).ConfigureAwait(false);
            using var stream = await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
            await EngineMessages.ReadAsync(stream, doing, FailureId, image.ToString(), Read, token).ConfigureAwait(false);
        }
        catch (DockerApiException e)
        {
            throw EngineMessages.Failure(doing, FailureId, Errors.EngineMessage(e.ResponseBody), (int)e.StatusCode, image.ToString(), e);
        }
        return pushed;

        void Read(JsonElement said)
        {
            var aux = said.Child("aux");
            if (aux.TextOrNull("Digest") is not { } digest || aux.TextOrNull("Tag") is not { } tag)
            {
                message(said);
                return;
            }
            pushed.Add(new ContainerImagePublishResult
            {
                Reference = $"{image.FamiliarName}:{tag}",
                Repository = image.FamiliarName,
                Tag = tag,
                Digest = digest,
                Size = aux.Number("Size"),
                Context = endpoint.Context,
                EngineHost = endpoint.HostText,
            });
        }
    }
}
