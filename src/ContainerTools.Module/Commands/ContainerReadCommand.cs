using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>A query that one call a container answers: many at once, the answers in the order of the input.</summary>
public abstract class ContainerReadCommand : ContainerQueryCommand
{
    /// <summary>Asks about one container, off the pipeline's thread.</summary>
    /// <returns>What reaches the pipeline.</returns>
    private protected abstract Task<IReadOnlyList<Emission>> ReadAsync(ContainerTarget target, CancellationToken token);

    private protected override void Take(ContainerTarget target) => Work.Start(target, ReadAsync);
}
