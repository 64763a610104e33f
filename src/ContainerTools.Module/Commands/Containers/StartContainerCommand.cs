using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Starts containers; one that runs already is left as it is.</summary>
[Cmdlet(VerbsLifecycle.Start, "Container", SupportsShouldProcess = true)]
[OutputType(typeof(Container))]
public sealed class StartContainerCommand : ContainerChangeCommand
{
    /// <inheritdoc />
    protected override string Action => "Start";

    private protected override Task ChangeAsync(ContainerTarget target, CancellationToken token) =>
        target.Engine.DoAsync(HttpMethod.Post, target.Path("/start"), null, token);
}
