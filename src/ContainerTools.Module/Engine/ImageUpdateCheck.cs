using Docker.DotNet;
using ContainerTools.Engine.Streams;

namespace ContainerTools.Engine;

/// <summary>Compares the digest that an engine knows an image by with the one that its tag has in the registry now.</summary>
internal static class ImageUpdateCheck
{
    /// <summary>Asks the registry, through the engine.</summary>
    /// <param name="image">The image as it is on the engine.</param>
    /// <param name="reference">The tag of it to ask about.</param>
    public static async Task<ContainerImageUpdate> RunAsync(EngineConnection engine, EngineEndpoint endpoint, ContainerImage image, string reference, CancellationToken token)
    {
        if (!ImageReference.TryParse(reference, out var name) || (name.Tag ?? name.Digest) is null) return Known(ContainerImageUpdateStatus.Untagged);
        if (name.Digest is { } pinned) return Known(ContainerImageUpdateStatus.Pinned, pinned, pinned);
        var prefix = name.FamiliarName + "@";
        var local = image.RepoDigests.Where(digest => digest.StartsWith(prefix, StringComparison.Ordinal)).Select(digest => digest[prefix.Length..]).ToList();
        if (local.Count == 0) return Known(ContainerImageUpdateStatus.NeverPulled);
        try
        {
            var header = await RegistryCredentials.HeaderAsync(name, token).ConfigureAwait(false);
            var answer = await engine.GetAsync(HttpMethod.Get, $"distribution/{PathOf(name)}/json", null, null, [header], token).ConfigureAwait(false);
            var remote = answer.Child("Descriptor").TextOrNull("digest");
            // One image may have come under several digests; the one of the registry is then among them.
            return remote is null ? Unknown(ContainerImageUpdateStatus.Unknown, "The engine did not tell the digest that the registry has.")
                : local.Contains(remote) ? Known(ContainerImageUpdateStatus.UpToDate, remote, remote)
                : Known(ContainerImageUpdateStatus.UpdateAvailable, local[0], remote);
        }
        catch (DockerApiException e) when (Errors.IsUnknownRequest(e))
        {
            return Unknown(ContainerImageUpdateStatus.Unknown, Errors.UnknownRequest);
        }
        catch (DockerApiException e)
        {
            var failure = EngineMessages.Failure($"ask the registry about {name}", "Unknown", Errors.EngineMessage(e.ResponseBody), (int)e.StatusCode, reference, e);
            return Unknown(StatusOf(failure.ErrorId), failure.Message);
        }
        catch (EngineException e)
        {
            return Unknown(ContainerImageUpdateStatus.Unknown, e.Message);
        }

        ContainerImageUpdate Known(ContainerImageUpdateStatus status, string? localDigest = null, string? remoteDigest = null) => Result(status, null, localDigest, remoteDigest);

        ContainerImageUpdate Unknown(ContainerImageUpdateStatus status, string why) => Result(status, why, local[0], null);

        ContainerImageUpdate Result(ContainerImageUpdateStatus status, string? why, string? localDigest, string? remoteDigest) => new()
        {
            Reference = reference,
            Status = status,
            Message = why,
            LocalDigest = localDigest,
            RemoteDigest = remoteDigest,
            ImageId = image.Id,
            Context = endpoint.Context,
            EngineHost = endpoint.HostText,
        };
    }

    private static string PathOf(ImageReference name) => string.Join('/', name.ToString().Split('/').Select(Uri.EscapeDataString));

    private static ContainerImageUpdateStatus StatusOf(string errorId) => errorId switch
    {
        "ImageNotFound" => ContainerImageUpdateStatus.NotInRegistry,
        "AccessDenied" => ContainerImageUpdateStatus.AccessDenied,
        "RegistryUnreachable" => ContainerImageUpdateStatus.RegistryUnreachable,
        _ => ContainerImageUpdateStatus.Unknown,
    };
}
