using ContainerTools.Completion;
using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.Commands;

/// <summary>Lists the configs of a swarm.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerConfig", DefaultParameterSetName = "Name")]
[OutputType(typeof(ContainerConfig))]
public sealed class GetContainerConfigCommand : SwarmQueryCommand
{
    private SwarmFinder<ContainerConfigReference>? finder;

    /// <summary>Configs to read again.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Config")]
    [ContainerConfigReferenceTransformation]
    [ArgumentCompleter(typeof(ConfigCompleter))]
    public ContainerConfigReference[]? Config { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (Config is not null)
        {
            finder ??= new SwarmFinder<ContainerConfigReference>(this, () => EngineEndpoints, EndpointOf, SwarmKind.Config);
            foreach (var target in finder.Find(Config)) Work.Start(target, async (found, token) => [new Emission.Output(ConfigMapping.From(await found.InspectAsync(token).ConfigureAwait(false), found.Endpoint, Detailed))]);
            return;
        }
        var search = new SwarmSearch<ContainerConfig>(SwarmKind.Config, ListAsync, config => (config.Id, config.Name))
        {
            Names = Name,
            Ids = Id,
            IsNarrowed = Label is not null || Filter is not null,
            Filters = Filters,
        };
        AskEngines(Errors.Subject.Config, search.RunAsync);
    }

    private async Task<IEnumerable<ContainerConfig>> ListAsync(EngineConnection engine, EngineEndpoint endpoint, FilterMap filters, CancellationToken token) =>
        (await engine.GetAsync(SwarmKind.Config.Path, new Query().Add(filters), token).ConfigureAwait(false)).Items().Select(json => ConfigMapping.From(json, endpoint, Detailed));
}
