using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Freezes all processes of containers.</summary>
[Cmdlet(VerbsLifecycle.Suspend, "Container", SupportsShouldProcess = true)]
[ActsOn(ContainerState.Running)]
[OutputType(typeof(Container))]
public sealed class SuspendContainerCommand : ContainerChangeCommand
{
    /// <inheritdoc />
    protected override string Action => "Suspend";

    private protected override Task ChangeAsync(ContainerTarget target, CancellationToken token) =>
        target.Engine.DoAsync(HttpMethod.Post, target.Path("/pause"), null, token);
}
