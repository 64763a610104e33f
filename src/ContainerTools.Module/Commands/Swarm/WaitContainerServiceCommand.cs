using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Waits until services are what they should be: all tasks run, and go on running.</summary>
[Cmdlet(VerbsLifecycle.Wait, "ContainerService")]
[OutputType(typeof(ContainerService))]
public sealed class WaitContainerServiceCommand : EngineCommand
{
    private SwarmFinder<ContainerServiceReference>? finder;

    /// <summary>The services: names, ids, unique prefixes of ids, patterns, or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ContainerServiceReferenceTransformation]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    public ContainerServiceReference[] Service { get; set; } = [];

    /// <summary>How long is waited for each; without it there is no limit.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? TimeoutSeconds { get; set; }

    /// <summary>All services are waited for at once.</summary>
    private protected override int Concurrency => 1000;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        finder ??= new SwarmFinder<ContainerServiceReference>(this, () => [Endpoint], EndpointOf, SwarmKind.Service);
        foreach (var target in finder.Find(Service)) Work.Start(target, WaitAsync);
    }

    private async Task<IReadOnlyList<Emission>> WaitAsync(SwarmTarget target, CancellationToken token)
    {
        var report = new ProgressReport($"Waiting for {target.Name}", record => Work.Tell(new Emission.Progress(record)), "tasks");
        var wait = new ServiceConvergence(target, report.Report, report.Report);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        if (TimeoutSeconds is { } seconds) limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        try
        {
            await wait.RunAsync(limit.Token).ConfigureAwait(false);
            return [new Emission.Output(await ServiceList.ReadAsync(target.Engine, target.Endpoint, target.Id, keepRaw: false, token).ConfigureAwait(false))];
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return [new Emission.Failure(Errors.Timeout("ServiceWaitTimeout", target.Name,
                $"The service '{target.Name}' was not what it should be within {TimeoutSeconds!.Value.Invariant()} s: {wait.Status}. Get-ContainerTask {target.Name} shows its tasks."))];
        }
        finally
        {
            report.Complete();
        }
    }
}
