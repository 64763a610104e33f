using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Removes images: a name is taken away, and the image with its last one.</summary>
[Cmdlet(VerbsCommon.Remove, "ContainerImage", SupportsShouldProcess = true)]
[OutputType(typeof(ContainerImageRemoval))]
public sealed class RemoveContainerImageCommand : ImageActionCommand
{
    /// <summary>Removes an image that stopped containers use, and, where an id names it, all of its tags.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Keeps parents that nothing else uses.</summary>
    [Parameter]
    public SwitchParameter NoPrune { get; set; }

    /// <inheritdoc />
    protected override string Action => "Remove";

    private protected override bool GoneIsDone => true;

    private protected override async Task<IReadOnlyList<Emission>> ActAsync(ImageTarget target, CancellationToken token)
    {
        var query = new Query().Add("force", Force).Add("noprune", NoPrune);
        var answer = await target.Engine.GetAsync(HttpMethod.Delete, target.Path(), query, null, token).ConfigureAwait(false);
        return [new Emission.Output(new ContainerImageRemoval
        {
            Image = target.Name,
            ImageId = target.Id,
            Untagged = All("Untagged"),
            Deleted = All("Deleted"),
            Context = target.Endpoint.Context,
            EngineHost = target.Endpoint.HostText,
        })];

        string[] All(string what) => [.. answer.Items().Select(item => item.TextOrNull(what)).OfType<string>()];
    }
}
