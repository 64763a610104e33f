using ContainerTools.Completion;
using ContainerTools.Engine;
using ContainerTools.Engine.Streams;

namespace ContainerTools.Commands;

/// <summary>Reads the logs of services, of all tasks on all nodes, and follows them.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerServiceLog", DefaultParameterSetName = "Service")]
[OutputType(typeof(ContainerServiceLogEntry))]
public sealed class GetContainerServiceLogCommand : EngineQueryCommand
{
    private const int ReadAhead = 16;
    private const string NodeLabel = "com.docker.swarm.node.id";
    private const string TaskLabel = "com.docker.swarm.task.id";
    private const string ServiceLabel = "com.docker.swarm.service.id";

    private SwarmFinder<ContainerServiceReference>? finder;
    private SwarmFinder<ContainerTaskReference>? taskFinder;
    private StreamSet? streams;

    /// <summary>The services: names, ids, unique prefixes of ids, patterns, or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "Service")]
    [ContainerServiceReferenceTransformation]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    public ContainerServiceReference[] Service { get; set; } = [];

    /// <summary>Tasks instead of whole services: ids, or objects.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Task")]
    [ContainerTaskReferenceTransformation]
    [ArgumentCompleter(typeof(TaskCompleter))]
    public ContainerTaskReference[] Task { get; set; } = [];

    /// <summary>Only the last so many lines of each task; with <c>-Follow</c>, 0 means new ones only.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? Tail { get; set; }

    /// <summary>Only lines since this time, or for so long.</summary>
    [Parameter]
    [PointInTimeTransformation]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Goes on with new lines as they come, of all services at once, until it is stopped.</summary>
    [Parameter]
    public SwitchParameter Follow { get; set; }

    /// <summary>Only lines of this output.</summary>
    [Parameter]
    public ContainerOutputStream[] Stream { get; set; } = [ContainerOutputStream.StdOut, ContainerOutputStream.StdErr];

    /// <summary>Fills <c>Details</c> with what the log driver's options name, such as labels.</summary>
    [Parameter]
    public SwitchParameter Details { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        finder ??= new SwarmFinder<ContainerServiceReference>(this, () => EngineEndpoints, EndpointOf, SwarmKind.Service);
        taskFinder ??= new SwarmFinder<ContainerTaskReference>(this, () => EngineEndpoints, EndpointOf, SwarmKind.Task);
        foreach (var target in finder.Find(Service).Concat(taskFinder.Find(Task)))
        {
            streams ??= new StreamSet(inOrder: !Follow, ReadAhead, Token);
            streams.Start(this, (emitter, token) => Read(target, emitter, token));
            streams.WriteAvailable(this);
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing() => streams?.WriteAll(this);

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing) streams?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Reads one log; on a thread of its own.</summary>
    private void Read(SwarmTarget target, Emitter emitter, CancellationToken token)
    {
        try
        {
            var names = SwarmDirectory.ReadAsync(target.Engine, token).GetAwaiter().GetResult();
            var spec = target.InspectAsync(token).GetAwaiter().GetResult().Child("Spec");
            var tty = (spec.Child("TaskTemplate").Child("ContainerSpec").Flag("TTY") ?? spec.Child("ContainerSpec").Flag("TTY")) == true;
            // Which task a line is of is in its details.
            var query = new Query()
                .Add("stdout", Stream.Contains(ContainerOutputStream.StdOut)).Add("stderr", Stream.Contains(ContainerOutputStream.StdErr))
                .Add("timestamps", true).Add("details", true).Add("follow", Follow ? "1" : null).Add("tail", Tail)
                .Add("since", Since is { } since ? Timestamp.ToUnix(since) : null);
            using var stream = target.Engine.OpenStream(HttpMethod.Get, target.Path + "/logs", query, null, StreamKind.Lines, token);
            new LogReader(line => Entry(line, target, names, token), tty, details: true).Run(stream.Content, entries => emitter.Send(new Emission.Batch(entries)));
        }
        catch (Exception e) when (!token.IsCancellationRequested)
        {
            emitter.Send(new Emission.Failure(target.Failure(e)));
        }
    }

    private ContainerServiceLogEntry Entry(LogLine line, SwarmTarget target, SwarmDirectory names, CancellationToken token)
    {
        var details = line.Details ?? [];
        details.Remove(NodeLabel, out var node);
        details.Remove(TaskLabel, out var task);
        details.Remove(ServiceLabel, out var service);
        var found = task is null || node is null ? (null, null) : names.Find(task, node, token);
        return new ContainerServiceLogEntry
        {
            Timestamp = line.Time,
            Stream = line.Stream,
            Message = line.Message,
            Service = service is null ? target.Name : names.Service(service),
            ServiceId = service,
            Task = found.Task ?? task,
            TaskId = task,
            Node = found.Node,
            NodeId = node,
            Details = Details ? details : null,
            Context = target.Endpoint.Context,
            EngineHost = target.Endpoint.HostText,
        };
    }
}
