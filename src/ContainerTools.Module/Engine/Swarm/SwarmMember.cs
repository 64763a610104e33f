namespace ContainerTools.Engine;

/// <summary>An engine that is, or is to be, part of a swarm.</summary>
internal sealed record SwarmMember(EngineConnection Engine, EngineEndpoint Endpoint) : EngineTarget(Engine, Endpoint, "", Endpoint.Context ?? Endpoint.HostText)
{
    public override ErrorRecord Failure(Exception failure) => Errors.From(failure, Endpoint, Errors.Subject.Swarm, Name);

    public override bool HasGone(Exception failure) => false;
}
