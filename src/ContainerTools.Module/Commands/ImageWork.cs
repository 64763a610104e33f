using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>One call for each of many images.</summary>
internal sealed class ImageWork(ContainerToolsCommand cmdlet, int limit, bool finish) : TargetWork<ImageTarget>(cmdlet, limit, finish)
{
    /// <summary>Whether an image that an object named and that has gone meanwhile is as good as done.</summary>
    public bool GoneIsDone { get; init; }

    protected override Emission Outcome(Exception failure, ImageTarget target) => GoneIsDone && target.Reference.IsObject && ImageTarget.IsGone(failure)
        ? new Emission.Verbose($"{target.Caption} has gone already.")
        : new Emission.Failure(Errors.OfImage(failure, target.Endpoint, target.Reference));
}
