using ContainerTools.Engine;
using Docker.DotNet;

namespace ContainerTools.Commands;

/// <summary>Finds the containers that a cmdlet was given.</summary>
internal sealed class ContainerFinder(ContainerToolsCommand cmdlet, Func<IReadOnlyList<EngineEndpoint>> own, Func<ContainerReference, EngineEndpoint?> ofObject)
    : TargetFinder<ContainerReference, ContainerTarget>(cmdlet, own, ofObject)
{
    /// <summary>Whether a name that is not there stands for itself, for what may be left of a container that has gone.</summary>
    public bool KeepsUnknown { get; init; }

    protected override async Task<IReadOnlyList<ContainerTarget>> FindAsync(ContainerReference reference, EngineConnection engine, EngineEndpoint endpoint, CancellationToken token)
    {
        try
        {
            return await ContainerTarget.FindAsync(reference, engine, endpoint, token).ConfigureAwait(false);
        }
        catch (DockerApiException e) when (KeepsUnknown && ContainerTarget.IsGone(e))
        {
            return [new ContainerTarget(reference, engine, endpoint, reference.Text, reference.Text)];
        }
    }

    protected override ErrorRecord Failure(Exception failure, EngineEndpoint endpoint, ContainerReference reference) => Errors.OfContainer(failure, endpoint, reference);
}
