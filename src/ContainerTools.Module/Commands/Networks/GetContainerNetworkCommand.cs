using System.Collections;
using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Lists networks, with the containers that are on them.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerNetwork", DefaultParameterSetName = "Name")]
[OutputType(typeof(ContainerNetwork))]
public sealed class GetContainerNetworkCommand : EngineQueryCommand
{
    private NetworkFinder? finder;

    /// <summary>Names, with wildcards.</summary>
    [Parameter(Position = 0, ParameterSetName = "Name")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Ids, or prefixes that fit one network only.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Id")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Networks to read again, or places of containers on networks.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Network")]
    [ContainerNetworkReferenceTransformation]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public ContainerNetworkReference[]? Network { get; set; }

    /// <summary>Only networks of one of these drivers.</summary>
    [Parameter(ParameterSetName = "Name")]
    public string[]? Driver { get; set; }

    /// <summary>Only networks with all of these labels: <c>key</c>, <c>key=value</c>, or a hashtable.</summary>
    [Parameter(ParameterSetName = "Name")]
    [KeyValueTransformation]
    [ArgumentCompleter(typeof(LabelCompleter))]
    public string[]? Label { get; set; }

    /// <summary>Only networks of one of these scopes: <c>local</c>, <c>swarm</c>, <c>global</c>.</summary>
    [Parameter(ParameterSetName = "Name")]
    public string[]? Scope { get; set; }

    /// <summary>Only networks that somebody made and no running container is on; with <c>-Dangling:$false</c> only the others.</summary>
    [Parameter(ParameterSetName = "Name")]
    public SwitchParameter Dangling { get; set; }

    /// <summary>The engine's own filters, by their names.</summary>
    [Parameter(ParameterSetName = "Name")]
    public IDictionary? Filter { get; set; }

    /// <summary>Fills <c>Raw</c> with the engine's inspect answer.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (Network is not null)
        {
            finder ??= new NetworkFinder(this, () => EngineEndpoints, EndpointOf);
            foreach (var target in finder.Find(Network)) Work.Start(target, ReadAgainAsync);
            return;
        }
        var search = new NetworkSearch
        {
            Names = Name,
            Ids = Id,
            Dangling = MyInvocation.BoundParameters.ContainsKey(nameof(Dangling)) ? Dangling : null,
            Detailed = Detailed,
            IsNarrowed = Driver is not null || Label is not null || Scope is not null || Filter is not null || MyInvocation.BoundParameters.ContainsKey(nameof(Dangling)),
            Filters = new FilterMap().Add("driver", Driver).Add("label", Label).Add("scope", Scope?.Select(s => s.ToLowerInvariant())).Add(Filter),
        };
        AskEngines(Errors.Subject.Network, (engine, endpoint, emitter, token) => search.RunAsync(engine, endpoint, emitter, token));
    }

    private async Task<IReadOnlyList<Emission>> ReadAgainAsync(NetworkTarget target, CancellationToken token) =>
        [new Emission.Output(await NetworkTarget.InspectAsync(target.Engine, target.Endpoint, target.Id, Detailed, token).ConfigureAwait(false))];
}
