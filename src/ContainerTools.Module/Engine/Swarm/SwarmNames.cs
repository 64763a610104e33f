using System.Text.Json.Nodes;
using Docker.DotNet;

namespace ContainerTools.Engine;

/// <summary>Turns names that a service's specification has into the ids that the managers want.</summary>
internal static class SwarmNames
{
    /// <summary>The ids of secrets or configs.</summary>
    /// <exception cref="EngineException">One is not there.</exception>
    public static async Task<JsonArray> FilesAsync(EngineConnection engine, SwarmKind kind, IEnumerable<ServiceFile> files, CancellationToken token)
    {
        var result = new JsonArray();
        foreach (var file in files)
        {
            result.Add(SpecJson.Of(file, kind, await IdAsync(engine, kind, file.Source, token).ConfigureAwait(false)));
        }
        return result;
    }

    /// <summary>The id of a secret or config.</summary>
    /// <exception cref="EngineException">It is not there.</exception>
    public static async Task<string> IdAsync(EngineConnection engine, SwarmKind kind, string name, CancellationToken token)
    {
        try
        {
            return (await engine.GetAsync(kind.PathOf(name), null, token).ConfigureAwait(false)).Text("ID");
        }
        catch (DockerApiException e) when (SwarmTarget.IsGone(e))
        {
            throw new EngineException($"{kind.Subject}NotFound", ErrorCategory.ObjectNotFound, name, $"There is no {kind.Word} '{name}' in this swarm. New-Container{kind.Subject} makes one.", e);
        }
    }

    /// <summary>The networks of a service, in the order of their ids.</summary>
    /// <exception cref="EngineException">One is not there.</exception>
    public static async Task<JsonArray> NetworksAsync(EngineConnection engine, IEnumerable<NetworkAttachment> networks, CancellationToken token)
    {
        var found = new List<JsonObject>();
        foreach (var network in networks)
        {
            var json = new JsonObject { ["Target"] = await NetworkIdAsync(engine, network.Name, token).ConfigureAwait(false) };
            if (network.Aliases.Count > 0) json["Aliases"] = JsonText.Array(network.Aliases);
            if (network.DriverOptions.Count > 0) json["DriverOpts"] = SpecJson.Map(network.DriverOptions);
            found.Add(json);
        }
        return new JsonArray([.. found.OrderBy(json => (string?)json["Target"], StringComparer.Ordinal)]);
    }

    /// <summary>The id of a network; that of the swarm where there is one of an engine with the same name.</summary>
    /// <exception cref="EngineException">It is not there.</exception>
    public static async Task<string> NetworkIdAsync(EngineConnection engine, string name, CancellationToken token)
    {
        try
        {
            return (await engine.GetAsync(NetworkTarget.PathOf(name), new Query().Add("scope", "swarm"), token).ConfigureAwait(false)).Text("Id");
        }
        catch (DockerApiException)
        {
            // The networks of every engine (host, bridge) serve too.
        }
        try
        {
            return (await engine.GetAsync(NetworkTarget.PathOf(name), null, token).ConfigureAwait(false)).Text("Id");
        }
        catch (DockerApiException e) when (NetworkTarget.IsGone(e))
        {
            throw new EngineException("NetworkNotFound", ErrorCategory.ObjectNotFound, name, $"There is no network '{name}'. New-ContainerNetwork {name} -Driver overlay makes one for a swarm.", e);
        }
    }
}
