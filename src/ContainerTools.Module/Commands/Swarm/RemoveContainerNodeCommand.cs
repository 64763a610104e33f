using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Removes nodes that are gone from a swarm.</summary>
[Cmdlet(VerbsCommon.Remove, "ContainerNode", SupportsShouldProcess = true)]
public sealed class RemoveContainerNodeCommand : ActionCommand
{
    private SwarmFinder<ContainerNodeReference>? finder;

    /// <summary>The nodes: host names, ids, unique prefixes of ids, patterns, or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ContainerNodeReferenceTransformation]
    [ArgumentCompleter(typeof(NodeCompleter))]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    public ContainerNodeReference[] Node { get; set; } = [];

    /// <summary>Removes a node that is not down, too. Its engine keeps thinking that it is in the swarm until it leaves.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override string Action => "Remove";

    private protected override bool GoneIsDone => true;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        finder ??= new SwarmFinder<ContainerNodeReference>(this, () => [Endpoint], EndpointOf, SwarmKind.Node);
        foreach (var target in finder.Find(Node))
        {
            if (ShouldProcess(target.Caption, Action)) Work.Start(target, RemoveAsync);
        }
    }

    private async Task<IReadOnlyList<Emission>> RemoveAsync(SwarmTarget target, CancellationToken token)
    {
        await target.Engine.DoAsync(HttpMethod.Delete, target.Path, new Query().Add("force", Force), token).ConfigureAwait(false);
        return [];
    }
}
