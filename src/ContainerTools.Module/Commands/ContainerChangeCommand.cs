using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>An action that changes a container and has nothing to tell, unless the changed container is asked for.</summary>
public abstract class ContainerChangeCommand : ContainerActionCommand
{
    /// <summary>Emits each container as it is afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Sends the request and waits until the engine has done it.</summary>
    private protected abstract Task ChangeAsync(ContainerTarget target, CancellationToken token);

    private protected override Task<IReadOnlyList<Emission>> ActAsync(ContainerTarget target, CancellationToken token) => ChangeAsync(target, ChangeAsync, token);

    /// <summary>Makes a change and reads the container again if that was asked for.</summary>
    private protected async Task<IReadOnlyList<Emission>> ChangeAsync(ContainerTarget target, Func<ContainerTarget, CancellationToken, Task> change, CancellationToken token)
    {
        await change(target, token).ConfigureAwait(false);
        return PassThru ? [new Emission.Output(await target.InspectAsync(token).ConfigureAwait(false))] : [];
    }
}
