using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>"Do this to these images": finds them, asks, acts on several at once, and writes results in the order of the input.</summary>
public abstract class ImageActionCommand : ActionCommand
{
    private ImageFinder? finder;

    /// <summary>The images: references, ids, unique prefixes of ids, patterns of references, or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ContainerImageReferenceTransformation]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public ContainerImageReference[] Image { get; set; } = [];

    /// <summary>Words about one image that <c>-WhatIf</c> shows beside its name.</summary>
    private protected virtual string Caption(ImageTarget target) => target.Caption;

    /// <summary>What finds the images.</summary>
    private protected virtual ImageFinder NewFinder() => new(this, () => [Endpoint], EndpointOf);

    /// <summary>Why an image that was found cannot be acted on; <see langword="null"/> where it can.</summary>
    private protected virtual ErrorRecord? Refuse(ImageTarget target) => null;

    /// <summary>Acts on one image, off the pipeline's thread.</summary>
    /// <returns>What reaches the pipeline.</returns>
    private protected abstract Task<IReadOnlyList<Emission>> ActAsync(ImageTarget target, CancellationToken token);

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        finder ??= NewFinder();
        foreach (var target in finder.Find(Image))
        {
            if (Refuse(target) is { } refusal) WriteError(refusal);
            else if (ShouldProcess(Caption(target), Action)) Work.Start(target, ActAsync);
        }
    }
}
