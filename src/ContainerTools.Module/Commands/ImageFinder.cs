using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Finds the images that a cmdlet was given.</summary>
internal class ImageFinder(ContainerToolsCommand cmdlet, Func<IReadOnlyList<EngineEndpoint>> own, Func<ContainerImageReference, EngineEndpoint?> ofObject)
    : TargetFinder<ContainerImageReference, ImageTarget>(cmdlet, own, ofObject)
{
    protected override Task<IReadOnlyList<ImageTarget>> FindAsync(ContainerImageReference reference, EngineConnection engine, EngineEndpoint endpoint, CancellationToken token) =>
        ImageTarget.FindAsync(reference, engine, endpoint, token);

    protected override ErrorRecord Failure(Exception failure, EngineEndpoint endpoint, ContainerImageReference reference) => Errors.OfImage(failure, endpoint, reference);
}
