using System.Globalization;
using System.Text.RegularExpressions;
using ContainerTools.Engine.Registries;
using ContainerTools.Engine.Streams;
using Docker.DotNet;

namespace ContainerTools.Engine;

/// <summary>Has an engine push an image to its registry.</summary>
internal static partial class ImagePush
{
    private const string FailureId = "ImagePushFailed";

    /// <summary>Pushes one tag, or with a reference that has none every tag of its repository.</summary>
    /// <param name="platform">The one platform to push of several; <see langword="null"/> for all.</param>
    /// <param name="credential">What lets into the registry, if it is not what is kept for it.</param>
    /// <param name="message">Is given what the engine tells on the way.</param>
    /// <returns>Each tag with the digest and the size of its manifest.</returns>
    /// <exception cref="EngineException">It could not be pushed; the message says why.</exception>
    public static async Task<IReadOnlyList<ContainerImagePublishResult>> RunAsync(
        EngineConnection engine, EngineEndpoint endpoint, ImageReference image, string? platform, RegistryCredential? credential, Action<JsonElement> message, CancellationToken token)
    {
        var doing = $"push {image}";
        var pushed = new List<ContainerImagePublishResult>();
        try
        {
            var header = await RegistryCredentials.HeaderAsync(image.Domain, credential, token).ConfigureAwait(false);
            using var response = await engine.SendAsync(HttpMethod.Post, ImageTarget.PathOf(image.FamiliarName) + "/push", new Query().Add("tag", image.Tag).Add("platform", platform is null ? null : PlatformJson.Of(platform)), null, [header], token).ConfigureAwait(false);
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
            if (aux.TextOrNull("Digest") is { } digest && aux.TextOrNull("Tag") is { } tag) Add(tag, digest, aux.Number("Size"));
            else if (engine.Version.IsPodman && Summary().Match(said.TextOrNull("status") ?? "") is { Success: true } told)
            {
                Add(told.Groups["tag"].Value, told.Groups["digest"].Value, long.Parse(told.Groups["size"].ValueSpan, CultureInfo.InvariantCulture));
            }
            else message(said);
        }

        void Add(string tag, string digest, long? size) => pushed.Add(new ContainerImagePublishResult
        {
            Reference = $"{image.FamiliarName}:{tag}",
            Repository = image.FamiliarName,
            Tag = tag,
            Digest = digest,
            Size = size,
            Context = endpoint.Context,
            EngineHost = endpoint.HostText,
        });
    }

    /// <summary>What engines say to people; podman says it to nobody else.</summary>
    [GeneratedRegex("^(?<tag>[^ :]+): digest: (?<digest>[a-z0-9]+:[0-9a-f]+) size: (?<size>[0-9]{1,18})$")]
    private static partial Regex Summary();
}
