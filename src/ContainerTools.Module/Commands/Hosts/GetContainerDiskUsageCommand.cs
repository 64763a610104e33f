using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.Commands;

/// <summary>Tells what containers, images, volumes and the build cache take on engines' disks.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerDiskUsage")]
[OutputType(typeof(ContainerDiskUsage))]
public sealed class GetContainerDiskUsageCommand : EngineQueryCommand
{
    /// <summary>Only these kinds. The others are not measured, except by engines before API version 1.42.</summary>
    [Parameter(Position = 0)]
    [ValidateSet(nameof(ContainerResource.Image), nameof(ContainerResource.Container), nameof(ContainerResource.Volume), nameof(ContainerResource.BuildCache))]
    public ContainerResource[] Type { get; set; } = [ContainerResource.Image, ContainerResource.Container, ContainerResource.Volume, ContainerResource.BuildCache];

    /// <inheritdoc />
    protected override void ProcessRecord() => AskEngines(Errors.Subject.Engine, AskAsync);

    private async Task AskAsync(EngineConnection engine, EngineEndpoint endpoint, Emitter emitter, CancellationToken token)
    {
        var types = Type.Distinct().ToList();
        var isAll = !DiskAccount.IsDivided(engine) && types.Count < 4 && types is not [ContainerResource.Container];
        if (isAll) await emitter.SendAsync(new Emission.Verbose($"The engine at {endpoint.HostText} speaks API version {engine.Version.Api} and measures everything, whatever it is asked for.")).ConfigureAwait(false);
        var report = new ProgressReport($"Measuring what {endpoint.Context ?? endpoint.HostText} keeps", record => emitter.Send(new Emission.Progress(record)));
        report.Report("The engine reads through all of it", null, null);
        try
        {
            var account = await DiskAccount.GetAsync(engine, types, token).ConfigureAwait(false);
            foreach (var type in types) await emitter.SendAsync(new Emission.Output(DiskUsageMapping.From(type, account, endpoint))).ConfigureAwait(false);
        }
        finally
        {
            report.Complete();
        }
    }
}
