using System.Net;
using ContainerTools.Engine.Mapping;
using Docker.DotNet;

namespace ContainerTools.Engine;

/// <summary>A network that has been found and is about to be acted on, on its own engine.</summary>
internal sealed record NetworkTarget(ContainerNetworkReference Reference, EngineConnection Engine, EngineEndpoint Endpoint, string Id, string Name)
    : EngineTarget(Engine, Endpoint, Id, Name)
{
    /// <summary>The API's path of it.</summary>
    public string Path => PathOf(Id);

    /// <summary>The API's path of a network, by its id or name.</summary>
    public static string PathOf(string name) => "networks/" + Uri.EscapeDataString(name);

    public override ErrorRecord Failure(Exception failure) => Errors.OfNetwork(failure, Endpoint, Reference);

    public override bool HasGone(Exception failure) => Reference.IsObject && IsGone(failure);

    /// <summary>Asks the engine for all about it.</summary>
    public Task<ContainerNetwork> InspectAsync(CancellationToken token) => InspectAsync(Engine, Endpoint, Id, keepRaw: false, token);

    /// <summary>Reads one network in full; what is kept as it was said has the services of a swarm in it that are on it.</summary>
    /// <exception cref="DockerApiException">404: there is no such network.</exception>
    public static async Task<ContainerNetwork> InspectAsync(EngineConnection engine, EngineEndpoint endpoint, string name, bool keepRaw, CancellationToken token) =>
        NetworkMapping.From(await engine.GetAsync(PathOf(name), keepRaw ? new Query().Add("verbose", true) : null, token).ConfigureAwait(false), endpoint, keepRaw);

    /// <summary>
    /// Finds what a reference names: an object is taken by its word, a literal name costs one request, and a pattern a list.
    /// </summary>
    /// <exception cref="DockerApiException">404: there is no such network.</exception>
    public static async Task<IReadOnlyList<NetworkTarget>> FindAsync(ContainerNetworkReference reference, EngineConnection engine, EngineEndpoint endpoint, CancellationToken token)
    {
        if (reference.Id is { } id) return [new NetworkTarget(reference, engine, endpoint, id, reference.Name ?? id)];
        if (!reference.IsPattern)
        {
            var found = await InspectAsync(engine, endpoint, reference.Text, keepRaw: false, token).ConfigureAwait(false);
            return [new NetworkTarget(reference, engine, endpoint, found.Id, found.Name)];
        }
        var pattern = WildcardPattern.Get(reference.Text, WildcardOptions.IgnoreCase);
        var list = await engine.GetAsync("networks", null, token).ConfigureAwait(false);
        return
        [
            .. list.List().Select(json => NetworkMapping.From(json, endpoint)).Where(network => pattern.IsMatch(network.Name))
                .Select(network => new NetworkTarget(reference, engine, endpoint, network.Id, network.Name)),
        ];
    }

    /// <summary>Whether a failure says that the network is not there, and not that something lacks which it needs.</summary>
    public static bool IsGone(Exception failure) =>
        failure is DockerApiException { StatusCode: HttpStatusCode.NotFound } answer && Errors.EngineMessage(answer.ResponseBody) is var message
        && !message.StartsWith("plugin ", StringComparison.Ordinal) && message.Contains("network", StringComparison.Ordinal)
        && (message.Contains("not found", StringComparison.Ordinal) || message.Contains("such network", StringComparison.OrdinalIgnoreCase));
}
