using System.Collections;
using ContainerTools.Completion;
using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.Commands;

/// <summary>Lists the tasks of a swarm: what runs where, what should, and what became of it.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerTask", DefaultParameterSetName = "Filter")]
[OutputType(typeof(ContainerTask))]
public sealed class GetContainerTaskCommand : EngineQueryCommand
{
    private readonly List<EngineReference> services = [];
    private readonly List<EngineReference> nodes = [];
    private readonly List<string> stacks = [];

    /// <summary>Only tasks of these services: names, ids, patterns, or objects.</summary>
    [Parameter(Position = 0, ParameterSetName = "Filter")]
    [ContainerServiceReferenceTransformation]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [SupportsWildcards]
    public ContainerServiceReference[]? Service { get; set; }

    /// <summary>Only tasks on these nodes: host names, ids, <c>self</c>, patterns, or objects.</summary>
    [Parameter(ParameterSetName = "Filter")]
    [ContainerNodeReferenceTransformation]
    [ArgumentCompleter(typeof(NodeCompleter))]
    [SupportsWildcards]
    public ContainerNodeReference[]? Node { get; set; }

    /// <summary>Only tasks of these stacks.</summary>
    [Parameter(ParameterSetName = "Filter")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StackCompleter))]
    public string[]? Stack { get; set; }

    /// <summary>Ids of tasks, or prefixes that fit one only.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Id")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TaskCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Services, nodes or stacks whose tasks are listed, or tasks to read again.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Input")]
    public PSObject? InputObject { get; set; }

    /// <summary>Only tasks that should be in this state: <c>Running</c> for those of now, <c>Shutdown</c> for the old ones.</summary>
    [Parameter(ParameterSetName = "Filter")]
    [Parameter(ParameterSetName = "Input")]
    [ValidateSet("Running", "Shutdown", "Accepted", "Ready", "Complete")]
    public string? DesiredState { get; set; }

    /// <summary>The engine's own filters, by their names.</summary>
    [Parameter(ParameterSetName = "Filter")]
    public IDictionary? Filter { get; set; }

    /// <summary>Fills <c>Raw</c> with the engine's inspect answer.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (InputObject is not null)
        {
            Take(InputObject);
            return;
        }
        services.AddRange(Service ?? []);
        nodes.AddRange(Node ?? []);
        stacks.AddRange(Stack ?? []);
        AskEngines(Errors.Subject.Task, AskAsync);
    }

    /// <summary>What an object brings: the tasks of a service, of a node or of a stack, or a task.</summary>
    private void Take(PSObject input)
    {
        var type = input.TypeNames.FirstOrDefault()?.Replace("Deserialized.", "", StringComparison.Ordinal);
        try
        {
            EngineReference reference = type switch
            {
                "ContainerTools.ContainerService" => (EngineReference)new ContainerServiceReferenceTransformationAttribute().Transform(null!, input),
                "ContainerTools.ContainerNode" => (EngineReference)new ContainerNodeReferenceTransformationAttribute().Transform(null!, input),
                "ContainerTools.ContainerStack" => (EngineReference)new ContainerStackReferenceTransformationAttribute().Transform(null!, input),
                "ContainerTools.ContainerTask" => (EngineReference)new ContainerTaskReferenceTransformationAttribute().Transform(null!, input),
                _ => throw new ArgumentTransformationMetadataException($"A value of type {type} is neither a service, a node, a stack nor a task. Name them with -Service, -Node or -Stack."),
            };
            if (EndpointOf(reference) is not { } endpoint) return;
            services.Clear();
            nodes.Clear();
            stacks.Clear();
            if (reference is ContainerServiceReference) services.Add(reference);
            if (reference is ContainerNodeReference) nodes.Add(reference);
            if (reference is ContainerStackReference) stacks.Add(reference.Text);
            if (reference is ContainerTaskReference) Id = [reference.Id ?? reference.Text];
            AskEngines([endpoint], Errors.Subject.Task, AskAsync);
        }
        catch (ArgumentTransformationMetadataException e)
        {
            WriteError(Errors.InvalidArgument("InputObjectInvalid", input, e.Message));
        }
    }

    private async Task AskAsync(EngineConnection engine, EngineEndpoint endpoint, Emitter emitter, CancellationToken token)
    {
        var serviceIds = await IdsAsync(SwarmKind.Service, services, engine, endpoint, emitter, token).ConfigureAwait(false);
        var nodeIds = await IdsAsync(SwarmKind.Node, nodes, engine, endpoint, emitter, token).ConfigureAwait(false);
        if (serviceIds is { Count: 0 } || nodeIds is { Count: 0 }) return;
        var filters = new FilterMap().Add("service", serviceIds).Add("node", nodeIds).Add("label", stacks.Select(stack => $"{StackLabels.Namespace}={stack}"))
            .Add("desired-state", DesiredState is null ? null : [DesiredState.ToLowerInvariant()]).Add(Filter);
        var names = SwarmDirectory.ReadAsync(engine, token);
        var tasks = engine.GetAsync(SwarmKind.Task.Path, new Query().Add(filters), token);
        var directory = await names.ConfigureAwait(false);
        var listed = (await tasks.ConfigureAwait(false)).Items().Select(json => TaskMapping.From(json, endpoint, directory, Detailed)).ToList();
        if (Id is not null)
        {
            listed = await Search.PickByIdAsync(Id, listed, task => (task.Id, task.Name), Errors.Subject.Task, emitter).ConfigureAwait(false);
        }
        // Of one place the newest task comes first, as docker lists them.
        foreach (var task in listed.OrderBy(task => task.Service, StringComparer.OrdinalIgnoreCase).ThenBy(task => task.Slot).ThenBy(task => task.Name, StringComparer.OrdinalIgnoreCase).ThenByDescending(task => task.Created))
        {
            await emitter.SendAsync(new Emission.Output(task)).ConfigureAwait(false);
        }
    }

    /// <summary>The ids of what was named; <see langword="null"/> where nothing was. What is not there is an error each.</summary>
    private static async Task<List<string>?> IdsAsync(SwarmKind kind, List<EngineReference> references, EngineConnection engine, EngineEndpoint endpoint, Emitter emitter, CancellationToken token)
    {
        if (references.Count == 0) return null;
        var ids = new List<string>();
        foreach (var reference in references)
        {
            try
            {
                ids.AddRange((await SwarmTarget.FindAsync(kind, reference, engine, endpoint, token).ConfigureAwait(false)).Select(target => target.Id));
            }
            catch (Docker.DotNet.DockerApiException e) when (SwarmTarget.IsGone(e))
            {
                await emitter.SendAsync(new Emission.Failure(Errors.SwarmNotFound(kind, reference.Text))).ConfigureAwait(false);
            }
        }
        return ids;
    }
}
