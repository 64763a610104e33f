using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>
/// Takes images by their names without asking the engine for them, as it may not have them yet. An object stands for all the
/// tags that it has.
/// </summary>
internal sealed class ImageNameFinder(ContainerToolsCommand cmdlet, Func<IReadOnlyList<EngineEndpoint>> own, Func<ContainerImageReference, EngineEndpoint?> ofObject)
    : ImageFinder(cmdlet, own, ofObject)
{
    protected override Task<IReadOnlyList<ImageTarget>> FindAsync(ContainerImageReference reference, EngineConnection engine, EngineEndpoint endpoint, CancellationToken token)
    {
        var names = reference.Source is { RepoTags: { Count: > 0 } tags } ? tags : [reference.Text];
        return Task.FromResult<IReadOnlyList<ImageTarget>>([.. names.Select(name => new ImageTarget(reference, engine, endpoint, reference.Id ?? "", name) { Address = name })]);
    }
}
