using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Lets the processes of suspended containers go on.</summary>
[Cmdlet(VerbsLifecycle.Resume, "Container", SupportsShouldProcess = true)]
[ActsOn(ContainerState.Paused)]
[OutputType(typeof(Container))]
public sealed class ResumeContainerCommand : ContainerChangeCommand
{
    /// <inheritdoc />
    protected override string Action => "Resume";

    private protected override Task ChangeAsync(ContainerTarget target, CancellationToken token) =>
        target.Engine.DoAsync(HttpMethod.Post, target.Path("/unpause"), null, token);
}
