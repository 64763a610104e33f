using ContainerTools.Completion;
using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.Commands;

/// <summary>Lists the secrets of a swarm.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerSecret", DefaultParameterSetName = "Name")]
[OutputType(typeof(ContainerSecret))]
public sealed class GetContainerSecretCommand : SwarmQueryCommand
{
    private SwarmFinder<ContainerSecretReference>? finder;

    /// <summary>Secrets to read again.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Secret")]
    [ContainerSecretReferenceTransformation]
    [ArgumentCompleter(typeof(SecretCompleter))]
    public ContainerSecretReference[]? Secret { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (Secret is not null)
        {
            finder ??= new SwarmFinder<ContainerSecretReference>(this, () => EngineEndpoints, EndpointOf, SwarmKind.Secret);
            foreach (var target in finder.Find(Secret)) Work.Start(target, async (found, token) => [new Emission.Output(SecretMapping.From(await found.InspectAsync(token).ConfigureAwait(false), found.Endpoint, Detailed))]);
            return;
        }
        var search = new SwarmSearch<ContainerSecret>(SwarmKind.Secret, ListAsync, secret => (secret.Id, secret.Name))
        {
            Names = Name,
            Ids = Id,
            IsNarrowed = Label is not null || Filter is not null,
            Filters = Filters,
        };
        AskEngines(Errors.Subject.Secret, search.RunAsync);
    }

    private async Task<IEnumerable<ContainerSecret>> ListAsync(EngineConnection engine, EngineEndpoint endpoint, FilterMap filters, CancellationToken token) =>
        (await engine.GetAsync(SwarmKind.Secret.Path, new Query().Add(filters), token).ConfigureAwait(false)).Items().Select(json => SecretMapping.From(json, endpoint, Detailed));
}
