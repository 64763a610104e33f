using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Takes the last update of services back.</summary>
[Cmdlet(VerbsCommon.Undo, "ContainerService", SupportsShouldProcess = true)]
[OutputType(typeof(ContainerService))]
public sealed class UndoContainerServiceCommand : ServiceActionCommand
{
    /// <summary>Emits each service as it is afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override string Action => "Take the last update back";

    private protected override async Task<IReadOnlyList<Emission>> ActAsync(SwarmTarget target, CancellationToken token)
    {
        await target.UpdateAsync((_, _, query) => Task.FromResult(query.Add("rollback", "previous")), [], token).ConfigureAwait(false);
        return PassThru ? [new Emission.Output(await ServiceList.ReadAsync(target.Engine, target.Endpoint, target.Id, keepRaw: false, token).ConfigureAwait(false))] : [];
    }
}
