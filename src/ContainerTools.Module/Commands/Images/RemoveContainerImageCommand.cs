using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Removes images: a name is taken away, and the image with its last one.</summary>
[Cmdlet(VerbsCommon.Remove, "ContainerImage", SupportsShouldProcess = true)]
[OutputType(typeof(ContainerImageRemoval))]
public sealed class RemoveContainerImageCommand : ImageActionCommand
{
    private static readonly Version PlatformOfRemoval = new(1, 50);

    /// <summary>Removes an image that stopped containers use, and, where an id names it, all of its tags.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Keeps parents that nothing else uses.</summary>
    [Parameter]
    public SwitchParameter NoPrune { get; set; }

    /// <summary>Removes only these platforms of images for several: <c>linux/arm64</c>. It needs API version 1.50, and engines that keep several platforms want <c>-Force</c> with it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Platform { get; set; } = [];

    /// <inheritdoc />
    protected override string Action => Platform.Length == 0 ? "Remove" : $"Remove the platform {string.Join(", ", Platform)}";

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        foreach (var platform in Platform) EngineFeature.CheckPlatform(this, platform);
    }

    private protected override bool GoneIsDone => true;

    private protected override async Task<IReadOnlyList<Emission>> ActAsync(ImageTarget target, CancellationToken token)
    {
        // Older engines would remove all of it without a word.
        if (Platform.Length > 0) target.Engine.Require(PlatformOfRemoval, "Remove-ContainerImage -Platform");
        var query = new Query().Add("force", Force).Add("noprune", NoPrune).AddAll("platforms", Platform.Select(PlatformJson.Of));
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
