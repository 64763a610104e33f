using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Pushes images to their registries.</summary>
[Cmdlet(VerbsData.Publish, "ContainerImage", SupportsShouldProcess = true)]
[Alias("Push-ContainerImage", "Submit-ContainerImage")]
[OutputType(typeof(ContainerImagePublishResult))]
public sealed class PublishContainerImageCommand : ImageActionCommand
{
    private static readonly Version PlatformOfPush = new(1, 46);

    /// <summary>Pushes every tag of the repository.</summary>
    [Parameter]
    public SwitchParameter AllTags { get; set; }

    /// <summary>User name and password for the registry, instead of those that are kept.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The one platform to push of images for several: <c>linux/arm64</c>. It needs API version 1.46.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Platform { get; set; }

    /// <inheritdoc />
    protected override string Action => "Push";

    /// <inheritdoc />
    protected override void BeginProcessing() => EngineFeature.CheckPlatform(this, Platform);

    private protected override ImageFinder NewFinder() => AllTags ? new ImageNameFinder(this, () => [Endpoint], EndpointOf) : base.NewFinder();

    private protected override ErrorRecord? Refuse(ImageTarget target)
    {
        if (ImageTransfer.Refuse(target, AllTags, "pushed") is { } refusal) return refusal;
        return AllTags || ImageReference.Parse(target.Name).Digest is null ? null : Errors.InvalidArgument("DigestCannotBePushed", target.Name,
            $"'{target.Name}' is named by a digest, which a registry makes from what it gets. Push a tag; Add-ContainerImageTag gives the image one.");
    }

    private protected override string Caption(ImageTarget target) => AllTags ? $"{ImageTransfer.NameOf(target, true)} (all tags)" : target.Caption;

    private protected override async Task<IReadOnlyList<Emission>> ActAsync(ImageTarget target, CancellationToken token)
    {
        var image = ImageTransfer.NameOf(target, AllTags);
        var transfer = new ImageTransfer($"Pushing {image}", Tell);
        try
        {
            // Older engines would push all of it without a word.
            if (Platform is not null) target.Engine.Require(PlatformOfPush, "Publish-ContainerImage -Platform");
            var pushed = await ImagePush.RunAsync(target.Engine, target.Endpoint, image, Platform, ImageTransfer.Given(Credential, image), transfer.Read, token).ConfigureAwait(false);
            return [.. pushed.Select(result => new Emission.Output(result))];
        }
        finally
        {
            transfer.Complete();
        }
    }
}
