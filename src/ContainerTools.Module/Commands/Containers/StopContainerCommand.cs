using ContainerTools.Completion;
using ContainerTools.Engine;
using Docker.DotNet;

namespace ContainerTools.Commands;

/// <summary>Stops containers: their stop signal first, and a kill when their time is over. One that does not run is left as it is.</summary>
[Cmdlet(VerbsLifecycle.Stop, "Container", SupportsShouldProcess = true, DefaultParameterSetName = "Graceful")]
[ActsOn(ContainerState.Running, ContainerState.Paused, ContainerState.Restarting)]
[OutputType(typeof(Container))]
public sealed class StopContainerCommand : ContainerChangeCommand
{
    /// <summary>Seconds until the kill; 0 kills at once, -1 waits for ever. Without it the container's own time counts.</summary>
    [Parameter(ParameterSetName = "Graceful")]
    [ValidateRange(-1, int.MaxValue)]
    public int? TimeoutSeconds { get; set; }

    /// <summary>The signal to stop with, instead of the container's own.</summary>
    [Parameter(ParameterSetName = "Graceful")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SignalCompleter))]
    public string? Signal { get; set; }

    /// <summary>Kills at once, with no time to end by itself.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Force")]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override string Action => Force ? "Kill" : "Stop";

    private protected override Task ChangeAsync(ContainerTarget target, CancellationToken token)
    {
        if (Force) return KillAsync(target, token);
        if (Signal is not null) target.Engine.Require(EngineVersion.StopSignal, "Stop-Container -Signal");
        return target.Engine.DoAsync(HttpMethod.Post, target.Path("/stop"), new Query().Add("t", TimeoutSeconds).Add("signal", Signal), token);
    }

    private static async Task KillAsync(ContainerTarget target, CancellationToken token)
    {
        var killed = false;
        try
        {
            await target.Engine.DoAsync(HttpMethod.Post, target.Path("/kill"), null, token).ConfigureAwait(false);
            killed = true;
            // The engine answers when the signal is sent; stopped means that the container has ended.
            await target.Engine.GetAsync(HttpMethod.Post, target.Path("/wait"), new Query().Add("condition", "not-running"), null, token).ConfigureAwait(false);
        }
        catch (DockerApiException e) when (killed ? ContainerTarget.IsGone(e) : ContainerTarget.IsNotRunning(e))
        {
            // It did not run, or it was removed as soon as it had ended: it is as it should be.
        }
    }
}
