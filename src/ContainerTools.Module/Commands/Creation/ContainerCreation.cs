using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace ContainerTools.Commands;

/// <summary>Makes one container of one image, and pulls the image as the policy says.</summary>
internal sealed class ContainerCreation(EngineConnection engine, EngineEndpoint endpoint, ContainerImageReference image, CreateContainerParameters parameters)
{
    public EngineConnection Engine { get; } = engine;

    public EngineEndpoint Endpoint { get; } = endpoint;

    public CreateContainerParameters Parameters { get; } = parameters;

    public required ContainerPullPolicy Policy { get; init; }

    /// <summary>How the new container is called in questions and messages.</summary>
    public string Caption => Parameters.Name is { } name ? $"{name} from {image.Text}" : $"a container from {image.Text}";

    /// <summary>What an error is about: the name that was given, else the image.</summary>
    public string Target => Parameters.Name ?? image.Text;

    /// <summary>Makes the container; the engine's warnings become the pipeline's.</summary>
    /// <returns>The container's id.</returns>
    /// <exception cref="DockerApiException">The engine refused.</exception>
    /// <exception cref="EngineException">The image could not be pulled.</exception>
    public async Task<string> RunAsync(Emitter emitter, CancellationToken token)
    {
        Parameters.Image = await ImageAsync(token).ConfigureAwait(false);
        if (Policy == ContainerPullPolicy.Always) await PullAsync(emitter, token).ConfigureAwait(false);
        CreateContainerResponse answer;
        try
        {
            answer = await CreateAsync(token).ConfigureAwait(false);
        }
        catch (DockerApiException e) when (Policy == ContainerPullPolicy.Missing && LacksImage(e) && !ContainerImageReference.IsId(Parameters.Image))
        {
            await emitter.SendAsync(new Emission.Verbose($"The engine does not have the image '{Parameters.Image}': it is pulled.")).ConfigureAwait(false);
            await PullMissingAsync(emitter, ImageTarget.IsGone(e), token).ConfigureAwait(false);
            answer = await CreateAsync(token).ConfigureAwait(false);
        }
        foreach (var warning in answer.Warnings ?? []) await emitter.SendAsync(new Emission.Warning(warning)).ConfigureAwait(false);
        return answer.ID;
    }

    /// <summary>Asks the engine for all about a container that was made.</summary>
    public async Task<Container> InspectAsync(string id, CancellationToken token) =>
        ContainerMapping.FromInspect(await Engine.GetAsync($"containers/{id}/json", null, token).ConfigureAwait(false), Endpoint);

    /// <summary>The record for a failure to make it.</summary>
    public ErrorRecord Failure(Exception failure) =>
        ImageTarget.IsGone(failure) ? Errors.ImageNotFound(image.Text) : Errors.From(failure, Endpoint, Errors.Subject.Container, Target);

    /// <summary>A request that has been sent is waited for: a container that was made must not go unnoticed.</summary>
    private async Task<CreateContainerResponse> CreateAsync(CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var answer = await Engine.CallAsync(client => client.Containers.CreateContainerAsync(Parameters, CancellationToken.None), CancellationToken.None).ConfigureAwait(false);
        return answer?.ID is not null ? answer : throw new JsonException("it has no 'Id'");
    }

    /// <summary>
    /// An object is the image that it was, even if its tag has moved on since; where it has not, the container is made of the
    /// tag, which is what a list of containers then shows.
    /// </summary>
    private async Task<string> ImageAsync(CancellationToken token)
    {
        if (image.Id is not { } id) return image.Text;
        if (!ImageReference.TryParse(image.Name, out _) || id.Contains(image.Name!, StringComparison.Ordinal)) return id;
        try
        {
            return (await ImageTarget.InspectAsync(Engine, Endpoint, image.Name!, keepRaw: false, token).ConfigureAwait(false)).Id == id ? image.Name! : id;
        }
        catch (DockerApiException e) when (ImageTarget.IsGone(e))
        {
            return id;
        }
    }

    private async Task PullMissingAsync(Emitter emitter, bool isMissing, CancellationToken token)
    {
        try
        {
            await PullAsync(emitter, token).ConfigureAwait(false);
        }
        catch (EngineException e)
        {
            var reason = isMissing ? $"There is no image '{image.Text}' on this engine" : $"The image '{image.Text}' on this engine is not for the platform '{Parameters.Platform}'";
            throw new EngineException(e.ErrorId, e.Category, e.Target, $"{reason}. {e.Message}", e);
        }
    }

    private async Task PullAsync(Emitter emitter, CancellationToken token)
    {
        if (!ImageReference.TryParse(image.Name ?? image.Text, out var reference))
        {
            throw new EngineException("ImageIdCannotBePulled", ErrorCategory.InvalidArgument, image.Text, $"'{image.Text}' has no name that a registry knows: leave out -PullPolicy Always, or name the image.");
        }
        var report = new ProgressReport($"Pulling {reference.WithDefaultTag()}", record => emitter.Send(new Emission.Progress(record)));
        try
        {
            await ImagePull.RunAsync(Engine, reference, Parameters.Platform, report.Message, token).ConfigureAwait(false);
            // The object's tag may now name a newer image, and that was asked for.
            Parameters.Image = reference.ToString();
        }
        finally
        {
            report.Complete();
        }
    }

    private static bool LacksImage(DockerApiException failure) => ImageTarget.IsGone(failure)
        || (failure.StatusCode == System.Net.HttpStatusCode.NotFound && failure.ResponseBody?.Contains("does not match the specified platform", StringComparison.Ordinal) == true);
}
