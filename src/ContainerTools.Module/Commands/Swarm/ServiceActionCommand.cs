using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>"Do this to these services".</summary>
public abstract class ServiceActionCommand : ActionCommand
{
    private SwarmFinder<ContainerServiceReference>? finder;

    /// <summary>The services: names, ids, unique prefixes of ids, patterns, or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ContainerServiceReferenceTransformation]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    public ContainerServiceReference[] Service { get; set; } = [];

    /// <summary>Acts on one service, off the pipeline's thread.</summary>
    /// <returns>What reaches the pipeline.</returns>
    private protected abstract Task<IReadOnlyList<Emission>> ActAsync(SwarmTarget target, CancellationToken token);

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        finder ??= new SwarmFinder<ContainerServiceReference>(this, () => [Endpoint], EndpointOf, SwarmKind.Service);
        foreach (var target in finder.Find(Service))
        {
            if (ShouldProcess(target.Caption, Action)) Work.Start(target, ActAsync);
        }
    }
}
