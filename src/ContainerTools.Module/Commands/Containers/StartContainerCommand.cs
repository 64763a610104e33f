using ContainerTools.Completion;
using ContainerTools.Engine;
using ContainerTools.Engine.Waiting;

namespace ContainerTools.Commands;

/// <summary>Starts containers; one that runs already is left as it is.</summary>
[Cmdlet(VerbsLifecycle.Start, "Container", SupportsShouldProcess = true)]
[ActsOn(ContainerState.Created, ContainerState.Exited)]
[OutputType(typeof(Container))]
public sealed class StartContainerCommand : ContainerChangeCommand
{
    private ContainerWaits? waits;

    /// <summary>Waits until each container runs or, where it has a health check, is healthy.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Seconds after which <c>-Wait</c> is given up, which is an error for each container. Without it the wait has no end.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue / 1000)]
    public int? TimeoutSeconds { get; set; }

    /// <inheritdoc />
    protected override string Action => "Start";

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (TimeoutSeconds is not null && !Wait)
        {
            ThrowTerminatingError(Errors.InvalidArgument("ParametersConflict", TimeoutSeconds, "-TimeoutSeconds is how long -Wait waits: give both, or none."));
        }
        waits = new ContainerWaits(TimeSpan.FromSeconds(ConnectTimeoutSeconds), Token);
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        // What has been started is started; nobody waits for it any more.
        if (disposing) waits?.Dispose();
        base.Dispose(disposing);
    }

    private protected override async Task ChangeAsync(ContainerTarget target, CancellationToken token)
    {
        if (Wait) await waits!.ListenAsync(target).ConfigureAwait(false);
        await target.Engine.DoAsync(HttpMethod.Post, target.Path("/start"), null, token).ConfigureAwait(false);
        if (Wait) await waits!.WaitAsync(target, new WaitWishes { Started = true }, TimeoutSeconds).ConfigureAwait(false);
    }
}
