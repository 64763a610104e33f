using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Shows live what running containers use, on the whole screen: of those that are named or piped, otherwise of all.</summary>
[Cmdlet(VerbsCommon.Show, "ContainerStats")]
[ActsOn(ContainerState.Running, ContainerState.Paused)]
public sealed class ShowContainerStatsCommand : ContainerQueryCommand
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(1);

    private readonly List<ContainerTarget> targets = [];

    /// <summary>The containers: names, ids, unique prefixes of ids, patterns, or objects. Without any, all that run, also those that are started later.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ContainerReferenceTransformation]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public override ContainerReference[] Container { get; set; } = [];

    /// <summary>What it is sorted by at first.</summary>
    [Parameter]
    public ContainerStatsOrder SortBy { get; set; }

    /// <summary>Seconds from one sample to the next.</summary>
    [Parameter]
    [ValidateRange(0.1, 86400.0)]
    public double IntervalSeconds { get; set; } = 1;

    /// <inheritdoc />
    protected override void BeginProcessing() =>
        TerminalSession.Require(this, "Show-ContainerStats", "Get-ContainerStats -Continuous gives the same figures as objects.");

    private protected override void Take(ContainerTarget target) => targets.Add(target);

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        base.EndProcessing();
        var named = MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(Container));
        var engines = named ? [] : Reachable();
        // What could not be found or reached has been told.
        if (targets.Count + engines.Count == 0) return;
        var interval = TimeSpan.FromSeconds(IntervalSeconds);
        var sampler = new StatsSampler(null, interval);
        var board = new StatsBoard(SortBy, (interval * 2) + TimeSpan.FromSeconds(3));
        StatsViewer.Run(
            board,
            (emitter, token) => Task.WhenAll(
                targets.Select(target => AgainAsync(() => sampler.RunAsync(target, emitter, token), target.Endpoint, emitter, token))
                    .Concat(engines.Select(engine => AgainAsync(() => sampler.RunAllAsync(engine.Connection, engine.Endpoint, emitter, token), engine.Endpoint, emitter, token)))),
            Token);
        if (Token.IsCancellationRequested) throw new PipelineStoppedException();
    }

    private List<(EngineConnection Connection, EngineEndpoint Endpoint)> Reachable()
    {
        var engines = new List<(EngineConnection, EngineEndpoint)>();
        AskEngines(Errors.Subject.Container, (connection, endpoint, _, _) =>
        {
            lock (engines) engines.Add((connection, endpoint));
            return Task.CompletedTask;
        });
        return engines;
    }

    /// <summary>Samples again after an engine was lost, or a container ended: either may come back while somebody looks.</summary>
    private static async Task AgainAsync(Func<Task> sample, EngineEndpoint endpoint, Emitter emitter, CancellationToken token)
    {
        while (true)
        {
            try
            {
                await sample().ConfigureAwait(false);
            }
            catch (Exception e) when (!token.IsCancellationRequested)
            {
                await emitter.SendAsync(new Emission.Failure(Errors.From(e, endpoint, Errors.Subject.Container, endpoint.HostText))).ConfigureAwait(false);
            }
            await Task.Delay(TryAgain, token).ConfigureAwait(false);
        }
    }
}
