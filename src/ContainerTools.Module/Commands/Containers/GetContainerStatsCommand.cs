using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Measures what running containers use: of those that are named or piped, otherwise of all.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerStats", DefaultParameterSetName = "Count")]
[ActsOn(ContainerState.Running, ContainerState.Paused)]
[OutputType(typeof(ContainerStats))]
public sealed class GetContainerStatsCommand : ContainerQueryCommand
{
    private readonly List<ContainerTarget> followed = [];
    private StatsSampler? sampler;

    /// <summary>The containers: names, ids, unique prefixes of ids, patterns, or objects. Without any, all that run.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ContainerReferenceTransformation]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public override ContainerReference[] Container { get; set; } = [];

    /// <summary>How many samples of each container.</summary>
    [Parameter(ParameterSetName = "Count")]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; } = 1;

    /// <summary>Goes on until each container has ended or the command is stopped.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Continuous")]
    public SwitchParameter Continuous { get; set; }

    /// <summary>Seconds from one sample to the next.</summary>
    [Parameter]
    [ValidateRange(0.1, 86400.0)]
    public double IntervalSeconds { get; set; } = 1;

    /// <summary>How many containers are sampled at once, or wait for their turn.</summary>
    private protected override int Concurrency => 1024;

    private StatsSampler Sampler => sampler ??= new StatsSampler(Continuous ? null : Count, TimeSpan.FromSeconds(IntervalSeconds));

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        // A pipeline that brings nothing asks for nothing, and not for all.
        if (MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(Container))) base.ProcessRecord();
        else AskEngines(Errors.Subject.Container, Sampler.RunAllAsync);
    }

    private protected override void Take(ContainerTarget target)
    {
        if (Continuous || Count > 1)
        {
            followed.Add(target);
            return;
        }
        Work.Start(target, Sampler.SampleAsync);
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (followed.Count > 0) Pump((emitter, token) => Task.WhenAll(followed.Select(target => Sampler.RunAsync(target, emitter, token))));
    }
}
