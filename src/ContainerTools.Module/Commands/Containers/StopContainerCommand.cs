using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Stops containers: their stop signal first, and a kill when their time is over.</summary>
[Cmdlet(VerbsLifecycle.Stop, "Container", SupportsShouldProcess = true)]
[OutputType(typeof(Container))]
public sealed class StopContainerCommand : ContainerChangeCommand
{
    /// <summary>Seconds until the kill; 0 kills at once, -1 waits for ever. Without it the container's own time counts.</summary>
    [Parameter]
    [ValidateRange(-1, int.MaxValue)]
    public int? TimeoutSeconds { get; set; }

    /// <summary>The signal to stop with, instead of the container's own.</summary>
    [Parameter]
    public string? Signal { get; set; }

    /// <summary>Kills at once, with no time to end by itself.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override string Action => Force ? "Kill" : "Stop";

    private protected override Task ChangeAsync(ContainerTarget target, CancellationToken token) => Force
        ? target.Engine.DoAsync(HttpMethod.Post, target.Path("/kill"), new Query().Add("signal", Signal), token)
        : target.Engine.DoAsync(HttpMethod.Post, target.Path("/stop"), new Query().Add("t", TimeoutSeconds).Add("signal", Signal), token);
}
