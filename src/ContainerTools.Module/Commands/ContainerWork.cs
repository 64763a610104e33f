using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>One call for each of many containers.</summary>
internal sealed class ContainerWork(ContainerToolsCommand cmdlet, int limit, bool finish) : TargetWork<ContainerTarget>(cmdlet, limit, finish)
{
    protected override Emission Outcome(Exception failure, ContainerTarget target) => new Emission.Failure(Errors.OfContainer(failure, target));
}
