using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Finds the containers that a cmdlet was given.</summary>
internal sealed class ContainerFinder(ContainerToolsCommand cmdlet, Func<IReadOnlyList<EngineEndpoint>> own, Func<ContainerReference, EngineEndpoint?> ofObject)
    : TargetFinder<ContainerReference, ContainerTarget>(cmdlet, own, ofObject)
{
    protected override Task<IReadOnlyList<ContainerTarget>> FindAsync(ContainerReference reference, EngineConnection engine, EngineEndpoint endpoint, CancellationToken token) =>
        ContainerTarget.FindAsync(reference, engine, endpoint, token);

    protected override ErrorRecord Failure(Exception failure, EngineEndpoint endpoint, ContainerReference reference) => Errors.OfContainer(failure, endpoint, reference);
}
