using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Removes services with all of their tasks.</summary>
[Cmdlet(VerbsCommon.Remove, "ContainerService", SupportsShouldProcess = true)]
public sealed class RemoveContainerServiceCommand : ServiceActionCommand
{
    /// <inheritdoc />
    protected override string Action => "Remove";

    private protected override bool GoneIsDone => true;

    private protected override async Task<IReadOnlyList<Emission>> ActAsync(SwarmTarget target, CancellationToken token)
    {
        await target.Engine.DoAsync(HttpMethod.Delete, target.Path, null, token).ConfigureAwait(false);
        return [];
    }
}
