using Docker.DotNet;

namespace ContainerTools.Engine.Build;

/// <summary>
/// Brings the images that a Dockerfile stands on to the engine before BuildKit needs them. BuildKit asks its client for the
/// credentials of a registry, even for an anonymous token, in a session, where this side answers for none; what is on the
/// engine it takes from there. The classic builder fetches by itself.
/// </summary>
internal sealed class BuildImages(EngineConnection engine, BuildRequest request, Action<string> pulling, Action<JsonElement> told)
{
    /// <summary>Pulls what is missing, or everything where the newest is wanted.</summary>
    /// <exception cref="EngineException">An image is not there and cannot be had.</exception>
    public async Task PrepareAsync(CancellationToken token)
    {
        if (request.IsClassic || request.Context is not { Dockerfile: var dockerfile }) return;
        if (dockerfile.Syntax is { } syntax && ImageReference.TryParse(syntax, out var frontend))
        {
            await PrepareAsync(frontend, null, cause => new EngineException("BuildFrontendUnavailable", cause.Category, syntax,
                $"The Dockerfile is to be read by the frontend '{syntax}' (# syntax=), which is not on the engine and cannot be fetched: {cause.Message.TrimEnd('.')}. " +
                "Leave that line out to use the engine's own frontend, or bring the image there first.", cause), token).ConfigureAwait(false);
        }
        foreach (var image in dockerfile.Images(request.Target, request.KnownArguments))
        {
            // What is no name of an image is BuildKit's to refuse, with the line.
            if (!ImageReference.TryParse(image.Name, out var reference)) continue;
            await PrepareAsync(reference, image.Platform ?? request.Platform, cause => new EngineException("BaseImageUnavailable", cause.Category, image.Name,
                $"The Dockerfile needs the image '{image.Name}', which {(request.Pull ? "" : "is not on the engine and ")}cannot be fetched: {cause.Message.TrimEnd('.')}. " +
                "Check its name and the registry, or bring the image to the engine first.", cause), token).ConfigureAwait(false);
        }
    }

    private async Task PrepareAsync(ImageReference image, string? platform, Func<EngineException, EngineException> unavailable, CancellationToken token)
    {
        if (!request.Pull && await IsThereAsync(image, platform, token).ConfigureAwait(false)) return;
        pulling(image.WithDefaultTag().ToString());
        try
        {
            await ImagePull.RunAsync(engine, image, platform, told, token).ConfigureAwait(false);
        }
        catch (EngineException e)
        {
            throw unavailable(e);
        }
    }

    private async Task<bool> IsThereAsync(ImageReference image, string? platform, CancellationToken token)
    {
        try
        {
            var found = await ImageTarget.InspectAsync(engine, engine.Endpoint, image.ToString(), keepRaw: false, token).ConfigureAwait(false);
            // A list of platforms is BuildKit's to look after.
            return platform is null || platform.Contains(',', StringComparison.Ordinal) || PlatformMatch.Fits(found, platform);
        }
        catch (DockerApiException e) when (ImageTarget.IsGone(e))
        {
            return false;
        }
    }
}
