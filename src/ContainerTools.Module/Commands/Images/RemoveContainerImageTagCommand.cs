using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Takes names from images, and leaves each image at least one.</summary>
[Cmdlet(VerbsCommon.Remove, "ContainerImageTag", SupportsShouldProcess = true)]
[OutputType(typeof(ContainerImage))]
public sealed class RemoveContainerImageTagCommand : EngineCommand
{
    // An image keeps one name, also against several parameters and records that each take one: what is left is counted here.
    private readonly Dictionary<(string Engine, string Id), List<string>> remaining = [];
    private ImageFinder? finder;

    /// <summary>The names to take away, or, with <c>-Tag</c>, the images: references, ids, patterns of references, or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ContainerImageReferenceTransformation]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public ContainerImageReference[] Image { get; set; } = [];

    /// <summary>Which names to take from the images: references with wildcards, or <c>:1.2</c> for a tag of the repository that names the image.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Tag { get; set; }

    /// <summary>Emits each image as it is afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing() => ImageTag.Check(this, Tag ?? [], patterns: true);

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        finder ??= new ImageFinder(this, () => [Endpoint], EndpointOf);
        foreach (var target in finder.Find(Image))
        {
            if (Names(target) is not { } names) continue;
            var changed = false;
            foreach (var name in names) changed |= Remove(target, name);
            if (changed && PassThru && Read(target) is { } image) WriteObject(image);
        }
    }

    /// <summary>The names to take from an image; <see langword="null"/> where an error has been written.</summary>
    private List<string>? Names(ImageTarget target)
    {
        if (Tag is null && (target.Reference.IsObject || ContainerImageReference.IsId(target.Name)))
        {
            WriteError(Errors.InvalidArgument("TagMissing", target.Reference.Text, $"'{target.Reference.Text}' is an image, which may have several names. Say with -Tag which of them to take away."));
            return null;
        }
        if (!remaining.TryGetValue((target.Endpoint.HostText, target.Id), out var known))
        {
            if (Read(target) is not { } image) return null;
            remaining[(target.Endpoint.HostText, target.Id)] = known = [.. image.RepoTags];
        }
        if (Tag is null) return ImageReference.Parse(target.Name).WithDefaultTag().ToString() is var own ? [known.Find(tag => ImagePattern.IsMatch(own, tag)) ?? own] : [];
        var names = new List<string>();
        foreach (var wanted in Tag)
        {
            var found = ImageTag.Resolve(wanted, target) is { } name ? known.FindAll(tag => ImagePattern.IsMatch(name, tag)) : [];
            names.AddRange(found.Except(names).ToList());
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(wanted))
            {
                WriteError(NotFound(target, wanted, known));
            }
        }
        return names;
    }

    private bool Remove(ImageTarget target, string name)
    {
        var names = remaining[(target.Endpoint.HostText, target.Id)];
        if (!names.Contains(name))
        {
            WriteError(NotFound(target, name, names));
            return false;
        }
        if (names.Count == 1)
        {
            WriteError(Errors.InvalidOperation("LastImageTag", name, $"'{name}' is the only name of the image {target.Id}, which would go with it. Remove-ContainerImage removes an image."));
            return false;
        }
        var others = names.Count - 1;
        if (!ShouldProcess($"{name} ({others.Invariant()} other name{(others == 1 ? "" : "s")} left)", "Take the name away"))
        {
            names.Remove(name);
            return false;
        }
        if (Try(target, token => UntagAsync(target, name, token)) is null) return false;
        names.Remove(name);
        return true;
    }

    private static ErrorRecord NotFound(ImageTarget target, string name, List<string> names) =>
        Errors.NotFound("ImageTagNotFound", name, $"'{name}' is no name of the image {target.Caption}, which has {(names.Count > 0 ? string.Join(", ", names) : "none")}.");

    private static async Task<ImageTarget> UntagAsync(ImageTarget target, string name, CancellationToken token)
    {
        await target.Engine.DoAsync(HttpMethod.Delete, ImageTarget.PathOf(name), new Query().Add("noprune", true), token).ConfigureAwait(false);
        return target;
    }

    private ContainerImage? Read(ImageTarget target) => Try(target, token => ImageTarget.InspectAsync(target.Engine, target.Endpoint, target.Id, keepRaw: false, token));

    /// <summary>The answer to a call; <see langword="null"/> where it failed and an error has been written.</summary>
    private T? Try<T>(ImageTarget target, Func<CancellationToken, Task<T>> call) where T : class
    {
        T answer;
        try
        {
            answer = Wait(call);
        }
        catch (Exception e) when (e is not PipelineStoppedException)
        {
            WriteError(Errors.OfImage(e, target.Endpoint, target.Reference));
            return null;
        }
        return answer;
    }
}
