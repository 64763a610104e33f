using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Pulls images from their registries.</summary>
[Cmdlet(VerbsCommunications.Receive, "ContainerImage", SupportsShouldProcess = true)]
[Alias("Pull-ContainerImage", "Request-ContainerImage")]
[OutputType(typeof(ContainerImage))]
public sealed class ReceiveContainerImageCommand : ImageActionCommand
{
    /// <summary>Since this version an engine says by itself that it pulled another platform than it was asked for.</summary>
    private static readonly Version WarnsOfPlatform = new(1, 42);

    /// <summary>The platform of an image that is there for several: <c>linux/arm64</c>. Without it that of DOCKER_DEFAULT_PLATFORM, else the engine's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Platform { get; set; }

    /// <summary>Pulls every tag of the repository.</summary>
    [Parameter]
    public SwitchParameter AllTags { get; set; }

    /// <summary>User name and password for the registry, instead of those that are kept.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <inheritdoc />
    protected override string Action => "Pull";

    private protected override ImageFinder NewFinder() => new ImageNameFinder(this, () => [Endpoint], EndpointOf);

    private protected override ErrorRecord? Refuse(ImageTarget target) => ImageTransfer.Refuse(target, AllTags, "pulled");

    private protected override string Caption(ImageTarget target) => ImageTransfer.NameOf(target, AllTags) + (AllTags ? " (all tags)" : "");

    private protected override async Task<IReadOnlyList<Emission>> ActAsync(ImageTarget target, CancellationToken token)
    {
        var image = ImageTransfer.NameOf(target, AllTags);
        var transfer = new ImageTransfer($"Pulling {image}", Tell);
        try
        {
            await ImagePull.RunAsync(target.Engine, image, Platform, ImageTransfer.Given(Credential, image), transfer.Read, token).ConfigureAwait(false);
        }
        finally
        {
            transfer.Complete();
        }
        var result = new List<Emission>();
        foreach (var name in AllTags ? transfer.Tags.Distinct().Select(tag => $"{image.FamiliarName}:{tag}") : [image.Digest is { } digest ? $"{image.FamiliarName}@{digest}" : image.ToString()])
        {
            var pulled = await ImageTarget.InspectAsync(target.Engine, target.Endpoint, name, keepRaw: false, token).ConfigureAwait(false);
            if (ImagePull.PlatformOf(Platform) is { } wanted && target.Engine.Version.Api < WarnsOfPlatform && !PlatformMatch.Fits(pulled, wanted))
            {
                result.Add(new Emission.Warning($"'{name}' is there for {pulled.Os}/{pulled.Architecture} only, and not for {wanted}."));
            }
            result.Add(new Emission.Output(pulled));
        }
        return result;
    }
}
