using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Pushes images to their registries.</summary>
[Cmdlet(VerbsData.Publish, "ContainerImage", SupportsShouldProcess = true)]
[Alias("Push-ContainerImage", "Submit-ContainerImage")]
[OutputType(typeof(ContainerImagePublishResult))]
public sealed class PublishContainerImageCommand : ImageActionCommand
{
    /// <summary>Pushes every tag of the repository.</summary>
    [Parameter]
    public SwitchParameter AllTags { get; set; }

    /// <summary>User name and password for the registry, instead of those that are kept.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <inheritdoc />
    protected override string Action => "Push";

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
            var pushed = await ImagePush.RunAsync(target.Engine, target.Endpoint, image, ImageTransfer.Given(Credential, image), transfer.Read, token).ConfigureAwait(false);
            return [.. pushed.Select(result => new Emission.Output(result))];
        }
        finally
        {
            transfer.Complete();
        }
    }
}
