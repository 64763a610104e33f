using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Finds the networks that a cmdlet was given.</summary>
internal sealed class NetworkFinder(ContainerToolsCommand cmdlet, Func<IReadOnlyList<EngineEndpoint>> own, Func<ContainerNetworkReference, EngineEndpoint?> ofObject)
    : TargetFinder<ContainerNetworkReference, NetworkTarget>(cmdlet, own, ofObject)
{
    protected override Task<IReadOnlyList<NetworkTarget>> FindAsync(ContainerNetworkReference reference, EngineConnection engine, EngineEndpoint endpoint, CancellationToken token) =>
        NetworkTarget.FindAsync(reference, engine, endpoint, token);

    protected override ErrorRecord Failure(Exception failure, EngineEndpoint endpoint, ContainerNetworkReference reference) => Errors.OfNetwork(failure, endpoint, reference);
}
