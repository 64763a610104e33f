using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Lists the services of a swarm, with how many of their tasks run.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerService", DefaultParameterSetName = "Name")]
[OutputType(typeof(ContainerService))]
public sealed class GetContainerServiceCommand : SwarmQueryCommand
{
    private SwarmFinder<ContainerServiceReference>? finder;

    /// <summary>Services to read again.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Service")]
    [ContainerServiceReferenceTransformation]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public ContainerServiceReference[]? Service { get; set; }

    /// <summary>Only services of one of these modes.</summary>
    [Parameter(ParameterSetName = "Name")]
    public ContainerServiceMode[]? Mode { get; set; }

    /// <summary>Only services of one of these stacks.</summary>
    [Parameter(ParameterSetName = "Name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StackCompleter))]
    public string[]? Stack { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (Service is not null)
        {
            finder ??= new SwarmFinder<ContainerServiceReference>(this, () => EngineEndpoints, EndpointOf, SwarmKind.Service);
            foreach (var target in finder.Find(Service)) Work.Start(target, async (found, token) => [new Emission.Output(await ServiceList.ReadAsync(found.Engine, found.Endpoint, found.Id, Detailed, token).ConfigureAwait(false))]);
            return;
        }
        var search = new SwarmSearch<ContainerService>(SwarmKind.Service, (engine, endpoint, filters, token) => ServiceList.ListAsync(engine, endpoint, filters, Detailed, token), service => (service.Id, service.Name))
        {
            Names = Name,
            Ids = Id,
            IsNarrowed = Label is not null || Filter is not null || Mode is not null || Stack is not null,
            Filters = Filters,
            Where = service => (Mode is null || Mode.Contains(service.Mode)) && (Stack is null || Stack.Contains(service.Stack, StringComparer.Ordinal)),
        };
        AskEngines(Errors.Subject.Service, search.RunAsync);
    }
}
