using ContainerTools.Engine;
using Docker.DotNet;

namespace ContainerTools.Commands;

/// <summary>Finds the volumes that a cmdlet was given.</summary>
internal sealed class VolumeFinder(ContainerToolsCommand cmdlet, Func<IReadOnlyList<EngineEndpoint>> own, Func<ContainerVolumeReference, EngineEndpoint?> ofObject)
    : TargetFinder<ContainerVolumeReference, VolumeTarget>(cmdlet, own, ofObject)
{
    /// <summary>Whether a name that is not there stands for itself: the volume is to be made, or its driver is not there any more.</summary>
    public bool KeepsUnknown { get; init; }

    protected override async Task<IReadOnlyList<VolumeTarget>> FindAsync(ContainerVolumeReference reference, EngineConnection engine, EngineEndpoint endpoint, CancellationToken token)
    {
        try
        {
            return await VolumeTarget.FindAsync(reference, engine, endpoint, token).ConfigureAwait(false);
        }
        catch (DockerApiException e) when (KeepsUnknown && VolumeTarget.IsGone(e))
        {
            return [new VolumeTarget(reference, engine, endpoint, reference.Text)];
        }
    }

    protected override ErrorRecord Failure(Exception failure, EngineEndpoint endpoint, ContainerVolumeReference reference) => Errors.OfVolume(failure, endpoint, reference, reference.Text);
}
