using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Gives images further names.</summary>
[Cmdlet(VerbsCommon.Add, "ContainerImageTag", SupportsShouldProcess = true)]
[OutputType(typeof(ContainerImage))]
public sealed class AddContainerImageTagCommand : ImageActionCommand
{
    /// <summary>The names to give: references such as <c>registry.example/app:1.2</c>, or <c>:1.2</c> for a tag of the repository that the image has already. An image that has had the name loses it.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string[] Tag { get; set; } = [];

    /// <summary>Emits each image under its new name.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override string Action => "Tag";

    /// <inheritdoc />
    protected override void BeginProcessing() => ImageTag.Check(this, Tag, patterns: false);

    private protected override string Caption(ImageTarget target) => $"{target.Caption} as {string.Join(", ", Names(target))}";

    private protected override ErrorRecord? Refuse(ImageTarget target) => Array.Find(Tag, tag => ImageTag.Resolve(tag, target) is null) is { } tag
        ? Errors.InvalidArgument("ImageUnnamed", target.Name, $"'{target.Name}' is in no repository, which '{tag}' could be a tag of. Write the tag with its repository.")
        : null;

    private protected override async Task<IReadOnlyList<Emission>> ActAsync(ImageTarget target, CancellationToken token)
    {
        var names = Names(target);
        foreach (var name in names)
        {
            await target.Engine.DoAsync(HttpMethod.Post, target.Path("/tag"), new Query().Add("repo", name.FamiliarName).Add("tag", name.Tag), token).ConfigureAwait(false);
        }
        return PassThru ? [new Emission.Output(await ImageTarget.InspectAsync(target.Engine, target.Endpoint, names[0].ToString(), keepRaw: false, token).ConfigureAwait(false))] : [];
    }

    private List<ImageReference> Names(ImageTarget target) => [.. Tag.Select(tag => ImageReference.Parse(ImageTag.Resolve(tag, target)!).WithDefaultTag())];
}
