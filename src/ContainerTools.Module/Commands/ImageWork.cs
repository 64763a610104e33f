using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>One call for each of many images.</summary>
internal sealed class ImageWork(ContainerToolsCommand cmdlet, int limit, bool finish) : TargetWork<ImageTarget>(cmdlet, limit, finish)
{
    protected override ErrorRecord Failure(Exception failure, ImageTarget target) => Errors.OfImage(failure, target.Endpoint, target.Reference);
}
