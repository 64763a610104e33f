using ContainerTools.Completion;
using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.Commands;

/// <summary>Lists the nodes of a swarm.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerNode", DefaultParameterSetName = "Name")]
[OutputType(typeof(ContainerNode))]
public sealed class GetContainerNodeCommand : SwarmQueryCommand
{
    private SwarmFinder<ContainerNodeReference>? finder;

    /// <summary>Nodes to read again.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Node")]
    [ContainerNodeReferenceTransformation]
    [ArgumentCompleter(typeof(NodeCompleter))]
    public ContainerNodeReference[]? Node { get; set; }

    /// <summary>Only managers, or only workers.</summary>
    [Parameter(ParameterSetName = "Name")]
    public ContainerNodeRole? Role { get; set; }

    /// <summary>Only nodes of this availability.</summary>
    [Parameter(ParameterSetName = "Name")]
    public ContainerNodeAvailability? Availability { get; set; }

    private protected override string LabelFilter => "node.label";

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (Node is not null)
        {
            finder ??= new SwarmFinder<ContainerNodeReference>(this, () => EngineEndpoints, EndpointOf, SwarmKind.Node);
            foreach (var target in finder.Find(Node)) Work.Start(target, async (found, token) => [new Emission.Output(NodeMapping.From(await found.InspectAsync(token).ConfigureAwait(false), found.Endpoint, Detailed))]);
            return;
        }
        var search = new SwarmSearch<ContainerNode>(SwarmKind.Node, ListAsync, node => (node.Id, node.Name))
        {
            Names = Name,
            Ids = Id,
            IsNarrowed = Label is not null || Filter is not null || Role is not null || Availability is not null,
            Filters = Filters,
            Where = node => (Role is null || node.Role == Role) && (Availability is null || node.Availability == Availability),
        };
        AskEngines(Errors.Subject.Node, search.RunAsync);
    }

    private async Task<IEnumerable<ContainerNode>> ListAsync(EngineConnection engine, EngineEndpoint endpoint, FilterMap filters, CancellationToken token) =>
        (await engine.GetAsync(SwarmKind.Node.Path, new Query().Add(filters), token).ConfigureAwait(false)).Items().Select(json => NodeMapping.From(json, endpoint, Detailed));
}
