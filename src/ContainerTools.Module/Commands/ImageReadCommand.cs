using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>
/// "Tell me this of these images": finds them, an object on its own engine and a name on every engine of the cmdlet, asks for
/// many at once, and writes the answers in the order of the input.
/// </summary>
public abstract class ImageReadCommand : EngineQueryCommand
{
    private ImageFinder? finder;

    /// <summary>The images: references, ids, unique prefixes of ids, patterns of references, or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "Image")]
    [ContainerImageReferenceTransformation]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public ContainerImageReference[] Image { get; set; } = [];

    /// <summary>Asks about one image, off the pipeline's thread.</summary>
    /// <returns>What reaches the pipeline.</returns>
    private protected abstract Task<IReadOnlyList<Emission>> ReadAsync(ImageTarget target, CancellationToken token);

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        finder ??= new ImageFinder(this, () => EngineEndpoints, EndpointOf);
        foreach (var target in finder.Find(Image)) Work.Start(target, ReadAsync);
    }
}
