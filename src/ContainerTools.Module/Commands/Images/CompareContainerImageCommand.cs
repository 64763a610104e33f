using ContainerTools.Completion;
using ContainerTools.Engine;
using ContainerTools.Engine.ImageArchives;

namespace ContainerTools.Commands;

/// <summary>Compares two images: their layers, and the files of the finished file systems.</summary>
[Cmdlet(VerbsData.Compare, "ContainerImage")]
[OutputType(typeof(ContainerImageComparison))]
public sealed class CompareContainerImageCommand : EngineCommand
{
    private ImageFinder? finder;
    private ImageTarget? reference;

    /// <summary>The image to compare with.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ContainerImageReferenceTransformation]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public ContainerImageReference ReferenceImage { get; set; } = null!;

    /// <summary>The images to compare; they may be on another engine.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [ContainerImageReferenceTransformation]
    [Alias("Image", "Name", "Id")]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public ContainerImageReference[] DifferenceImage { get; set; } = [];

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        finder = new ImageFinder(this, () => [Endpoint], EndpointOf);
        var found = finder.Find([ReferenceImage]).ToList();
        if (found.Count == 1)
        {
            reference = found[0];
        }
        else if (found.Count > 1 || ReferenceImage.IsPattern)
        {
            ThrowTerminatingError(Errors.InvalidArgument("ImageAmbiguous", ReferenceImage.Text,
                $"-ReferenceImage '{ReferenceImage.Text}' fits {found.Count.Invariant()} images; one is compared with."));
        }
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        // Not found: that error has been written.
        if (reference is null) return;
        foreach (var difference in finder!.Find(DifferenceImage))
        {
            ContainerImageComparison comparison;
            try
            {
                comparison = Wait(token => CompareAsync(reference, difference, token));
            }
            catch (Exception e) when (e is not PipelineStoppedException)
            {
                WriteError(Errors.OfImage(e, difference.Endpoint, difference.Reference));
                continue;
            }
            WriteObject(comparison);
        }
    }

    private static async Task<ContainerImageComparison> CompareAsync(ImageTarget reference, ImageTarget difference, CancellationToken token)
    {
        var (left, right) = await ReadAsync(reference, difference, token).ConfigureAwait(false);
        var changes = FileSystemComparison.Compare(Merge(left), Merge(right)).ToLookup(change => change.Kind);
        var (leftLayers, rightLayers) = (left.Layers.Select(l => l.DiffId).ToArray(), right.Layers.Select(l => l.DiffId).ToArray());
        return new ContainerImageComparison
        {
            ReferenceImage = reference.Name,
            ReferenceImageId = reference.Id,
            DifferenceImage = difference.Name,
            DifferenceImageId = difference.Id,
            CommonLayers = [.. leftLayers.Where(rightLayers.Contains)],
            ReferenceLayers = [.. leftLayers.Where(d => !rightLayers.Contains(d))],
            DifferenceLayers = [.. rightLayers.Where(d => !leftLayers.Contains(d))],
            Added = [.. changes[ContainerChangeKind.Added]],
            Changed = [.. changes[ContainerChangeKind.Changed]],
            Removed = [.. changes[ContainerChangeKind.Removed]],
            Context = reference.Endpoint.Context,
            EngineHost = reference.Endpoint.HostText,
        };
    }

    /// <summary>Reads both images, from one engine in one go.</summary>
    private static async Task<(ArchivedImage Left, ArchivedImage Right)> ReadAsync(ImageTarget reference, ImageTarget difference, CancellationToken token)
    {
        if (ReferenceEquals(reference.Engine, difference.Engine))
        {
            var both = await EngineArchive.ReadAsync(reference.Engine, [reference.Id, difference.Id], hashFiles: true, token).ConfigureAwait(false);
            return (both[0], both[1]);
        }
        var left = EngineArchive.ReadAsync(reference.Engine, [reference.Id], hashFiles: true, token);
        var right = EngineArchive.ReadAsync(difference.Engine, [difference.Id], hashFiles: true, token);
        await Task.WhenAll(left, right).ConfigureAwait(false);
        return ((await left.ConfigureAwait(false))[0], (await right.ConfigureAwait(false))[0]);
    }

    private static MergedFileSystem Merge(ArchivedImage image)
    {
        var merged = new MergedFileSystem();
        foreach (var layer in image.Layers) merged.Apply(layer.Content!);
        return merged;
    }
}
