using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>"Do this to these images": finds them, asks, acts on several at once, and writes results in the order of the input.</summary>
public abstract class ImageActionCommand : EngineCommand
{
    private ImageFinder? finder;
    private ImageWork? work;

    /// <summary>The images: references, ids, unique prefixes of ids, patterns of references, or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ContainerImageReferenceTransformation]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    public ContainerImageReference[] Image { get; set; } = [];

    /// <summary>How many images are worked on at once.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int ThrottleLimit { get; set; } = 16;

    /// <summary>What is done, in words, for <c>-WhatIf</c> and <c>-Confirm</c>.</summary>
    protected abstract string Action { get; }

    /// <summary>Whether an image that an object named and that has gone meanwhile is as good as done.</summary>
    private protected virtual bool GoneIsDone => false;

    /// <summary>Words about one image that <c>-WhatIf</c> shows beside its name.</summary>
    private protected virtual string Caption(ImageTarget target) => target.Caption;

    /// <summary>What finds the images.</summary>
    private protected virtual ImageFinder NewFinder() => new(this, () => [Endpoint], EndpointOf);

    /// <summary>Why an image that was found cannot be acted on; <see langword="null"/> where it can.</summary>
    private protected virtual ErrorRecord? Refuse(ImageTarget target) => null;

    /// <summary>Writes progress and the like while the work goes on; from any thread.</summary>
    private protected void Tell(Emission emission) => work!.Tell(emission);

    /// <summary>Acts on one image, off the pipeline's thread.</summary>
    /// <returns>What reaches the pipeline.</returns>
    private protected abstract Task<IReadOnlyList<Emission>> ActAsync(ImageTarget target, CancellationToken token);

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        finder ??= NewFinder();
        work ??= new ImageWork(this, ThrottleLimit, finish: true) { GoneIsDone = GoneIsDone };
        foreach (var target in finder.Find(Image))
        {
            if (Refuse(target) is { } refusal) WriteError(refusal);
            else if (ShouldProcess(Caption(target), Action)) work.Start(target, ActAsync);
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing() => work?.Finish();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing) work?.Dispose();
        base.Dispose(disposing);
    }
}
