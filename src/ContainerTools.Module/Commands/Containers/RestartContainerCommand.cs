using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Stops containers and starts them again; one that does not run is started.</summary>
[Cmdlet(VerbsLifecycle.Restart, "Container", SupportsShouldProcess = true)]
[OutputType(typeof(Container))]
public sealed class RestartContainerCommand : ContainerChangeCommand
{
    /// <summary>Seconds until the kill; 0 kills at once, -1 waits for ever. Without it the container's own time counts.</summary>
    [Parameter]
    [ValidateRange(-1, int.MaxValue)]
    public int? TimeoutSeconds { get; set; }

    /// <summary>The signal to stop with, instead of the container's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SignalCompleter))]
    public string? Signal { get; set; }

    /// <inheritdoc />
    protected override string Action => "Restart";

    private protected override Task ChangeAsync(ContainerTarget target, CancellationToken token)
    {
        if (Signal is not null) target.Engine.Require(EngineVersion.StopSignal, "Restart-Container -Signal");
        return target.Engine.DoAsync(HttpMethod.Post, target.Path("/restart"), new Query().Add("t", TimeoutSeconds).Add("signal", Signal), token);
    }
}
