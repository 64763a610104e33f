using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Sends a signal to the main process of containers.</summary>
[Cmdlet(VerbsCommunications.Send, "ContainerSignal", SupportsShouldProcess = true)]
[ActsOn(ContainerState.Running, ContainerState.Paused, ContainerState.Restarting)]
[OutputType(typeof(Container))]
public sealed class SendContainerSignalCommand : ContainerChangeCommand
{
    /// <summary>The signal: a name with or without <c>SIG</c>, or a number.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SignalCompleter))]
    public string Signal { get; set; } = "";

    /// <inheritdoc />
    protected override string Action => $"Send signal {Signal}";

    private protected override Task ChangeAsync(ContainerTarget target, CancellationToken token) =>
        target.Engine.DoAsync(HttpMethod.Post, target.Path("/kill"), new Query().Add("signal", Signal), token);
}
