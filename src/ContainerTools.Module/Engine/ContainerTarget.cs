using System.Net;
using ContainerTools.Engine.Mapping;
using Docker.DotNet;

namespace ContainerTools.Engine;

/// <summary>A container that has been found and is about to be acted on, on its own engine.</summary>
internal sealed record ContainerTarget(ContainerReference Reference, EngineConnection Engine, EngineEndpoint Endpoint, string Id, string Name)
    : EngineTarget(Engine, Endpoint, Id, Name)
{
    /// <summary>What the engine said of it when it was looked up or, of an object of the pipeline, when that was made; <see langword="null"/> if that is not known.</summary>
    public Container? Known { get; init; }

    /// <summary>What it was doing, as far as that is known.</summary>
    public ContainerState? State => Known?.State ?? Reference.State;

    /// <summary>The API's path of it, with what follows.</summary>
    public string Path(string rest = "") => $"containers/{Id}{rest}";

    public override ErrorRecord Failure(Exception failure) => Errors.OfContainer(failure, this);

    public override bool HasGone(Exception failure) => Reference.IsObject && IsGone(failure);

    /// <summary>Asks the engine for all about it.</summary>
    public async Task<Container> InspectAsync(CancellationToken token) =>
        ContainerMapping.FromInspect(await Engine.GetAsync(Path("/json"), null, token).ConfigureAwait(false), Endpoint);

    /// <summary>
    /// Finds what a reference names: an object is taken by its word, a literal name costs one request, and a pattern a list.
    /// </summary>
    /// <returns>Nothing for a pattern that matches nothing; otherwise one container, or several for a pattern.</returns>
    /// <exception cref="DockerApiException">404: there is no such container.</exception>
    public static async Task<IReadOnlyList<ContainerTarget>> FindAsync(ContainerReference reference, EngineConnection engine, EngineEndpoint endpoint, CancellationToken token)
    {
        if (reference.Id is { } id) return [new ContainerTarget(reference, engine, endpoint, id, reference.Name ?? id) { Known = reference.Source }];
        if (!reference.IsPattern)
        {
            var found = ContainerMapping.FromInspect(
                await engine.GetAsync($"containers/{Uri.EscapeDataString(reference.Text)}/json", null, token).ConfigureAwait(false), endpoint);
            return [new ContainerTarget(reference, engine, endpoint, found.Id, found.Name) { Known = found }];
        }
        var pattern = WildcardPattern.Get(reference.Text, WildcardOptions.IgnoreCase);
        var list = await engine.GetAsync("containers/json", new Query().Add("all", true).Add(new FilterMap().Narrowed([reference.Text])), token).ConfigureAwait(false);
        return
        [
            .. list.List().Select(json => ContainerMapping.FromList(json, endpoint)).Where(c => pattern.IsMatch(c.Name))
                .Select(c => new ContainerTarget(reference, engine, endpoint, c.Id, c.Name) { Known = c }),
        ];
    }

    /// <summary>Whether a failure says that the container is not there, and not that something lacks which it needs.</summary>
    public static bool IsGone(Exception failure) =>
        failure is DockerApiException { StatusCode: HttpStatusCode.NotFound, ResponseBody: { } body } && body.Contains("such container", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a failure says that the container does not run.</summary>
    public static bool IsNotRunning(Exception failure) =>
        failure is DockerApiException { StatusCode: HttpStatusCode.Conflict or HttpStatusCode.InternalServerError, ResponseBody: { } body }
        && body.Contains("is not running", StringComparison.OrdinalIgnoreCase);
}
