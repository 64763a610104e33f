namespace ContainerTools.Engine.Files;

/// <summary>A path in a container that has been found.</summary>
/// <param name="Path">As the user wrote it.</param>
internal sealed record ContainerPlace(ContainerTarget Container, string Path) : EngineTarget(Container.Engine, Container.Endpoint, Container.Id, $"{Container.Name}:{Path}")
{
    public override ErrorRecord Failure(Exception failure) => Errors.OfPath(failure, this);

    public override bool HasGone(Exception failure) => Container.HasGone(failure);
}
