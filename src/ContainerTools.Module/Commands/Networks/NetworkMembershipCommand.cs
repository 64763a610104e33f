using System.Text;
using System.Text.Json.Nodes;
using ContainerTools.Completion;
using ContainerTools.Engine;
using Docker.DotNet;

namespace ContainerTools.Commands;

/// <summary>Puts containers on a network, or takes them off it.</summary>
public abstract class NetworkMembershipCommand : ContainerChangeCommand
{
    private bool refused;

    /// <summary>The network: its name, its id, or an object.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ContainerNetworkReferenceTransformation]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public ContainerNetworkReference? Network { get; set; }

    /// <summary>The containers: names, ids, unique prefixes of ids, patterns, or objects.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [ContainerReferenceTransformation]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public override ContainerReference[] Container { get; set; } = [];

    /// <summary>What is asked of the network: the last part of the path, and the request without the container.</summary>
    private protected abstract (string Verb, JsonObject Body) Request();

    /// <summary>Refuses what the engine is too old for.</summary>
    private protected virtual void Require(EngineConnection engine) { }

    /// <summary>The record for a refusal that is about the container's place on the network; <see langword="null"/> for any other.</summary>
    private protected abstract ErrorRecord? Explain(string refusal, ContainerTarget target);

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        // A network of an object is on that object's engine, and so are the containers that a name means.
        if (Network is not { EngineHost: not null } network) return;
        if (EndpointOf(network) is { } endpoint) Endpoint = endpoint;
        else refused = true;
    }

    private protected override bool Accept(ContainerTarget target)
    {
        if (refused) return false;
        if (Network!.EngineHost is not { } host || target.Endpoint.HostText == host) return true;
        WriteError(Errors.InvalidArgument("EngineMismatch", target.Reference.Text,
            $"The container '{target.Name}' is on the engine {target.Endpoint.HostText}, and the network '{Network.Text}' on {host}. A network reaches the containers of its own engine only."));
        return false;
    }

    private protected override async Task<IReadOnlyList<Emission>> ActAsync(ContainerTarget target, CancellationToken token)
    {
        try
        {
            return await base.ActAsync(target, token).ConfigureAwait(false);
        }
        catch (DockerApiException e) when (NetworkTarget.IsGone(e))
        {
            return [new Emission.Failure(Errors.NetworkNotFound(Network!.Text))];
        }
        catch (DockerApiException e) when (Explain(Errors.EngineMessage(e.ResponseBody), target) is { } explained)
        {
            return [new Emission.Failure(explained)];
        }
    }

    private protected override async Task ChangeAsync(ContainerTarget target, CancellationToken token)
    {
        Require(target.Engine);
        var (verb, body) = Request();
        body["Container"] = target.Id;
        // Which network a name means is the engine's to find.
        using var content = EngineConnection.Json(Encoding.UTF8.GetBytes(body.ToJsonString()));
        using var answer = await target.Engine.SendAsync(HttpMethod.Post, $"{NetworkTarget.PathOf(Network!.Id ?? Network.Text)}/{verb}", null, content, token).ConfigureAwait(false);
    }
}
