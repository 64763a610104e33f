using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Finds the nodes, services, secrets or configs that a cmdlet was given.</summary>
internal sealed class SwarmFinder<TReference>(
    ContainerToolsCommand cmdlet, Func<IReadOnlyList<EngineEndpoint>> own, Func<TReference, EngineEndpoint?> ofObject, SwarmKind kind)
    : TargetFinder<TReference, SwarmTarget>(cmdlet, own, ofObject)
    where TReference : EngineReference
{
    protected override Task<IReadOnlyList<SwarmTarget>> FindAsync(TReference reference, EngineConnection engine, EngineEndpoint endpoint, CancellationToken token) =>
        SwarmTarget.FindAsync(kind, reference, engine, endpoint, token);

    protected override ErrorRecord Failure(Exception failure, EngineEndpoint endpoint, TReference reference) => Errors.OfSwarm(failure, endpoint, kind, reference, reference.Text);
}
