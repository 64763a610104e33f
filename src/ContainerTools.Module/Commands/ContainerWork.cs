using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>One call for each of many containers.</summary>
internal sealed class ContainerWork(ContainerToolsCommand cmdlet, int limit, bool finish) : TargetWork<ContainerTarget>(cmdlet, limit, finish)
{
    protected override ErrorRecord Failure(Exception failure, ContainerTarget target) => Errors.OfContainer(failure, target.Endpoint, target.Reference);
}
