using ContainerTools.Completion;
using ContainerTools.Engine;
using ContainerTools.Engine.ImageArchives;

namespace ContainerTools.Commands;

/// <summary>Saves images with all their layers and names to one file, which <c>Import-ContainerImage</c> and <c>docker load</c> read.</summary>
[Cmdlet(VerbsData.Export, "ContainerImage", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportContainerImageCommand : EngineCommand
{
    private readonly List<ImageTarget> targets = [];
    private ImageFinder? finder;
    private bool incomplete;
    private bool saved;

    /// <summary>The images: references, ids, unique prefixes of ids, patterns of references, or objects, of one engine.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ContainerImageReferenceTransformation]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public ContainerImageReference[] Image { get; set; } = [];

    /// <summary>The file to write, in tar format. It appears when it is whole.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The platform to take of images for several: <c>linux/arm64</c>. It needs API version 1.48.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Platform { get; set; }

    /// <summary>Replaces a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Emits the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        finder ??= new ImageFinder(this, () => [Endpoint], EndpointOf);
        foreach (var reference in Image)
        {
            var found = finder.Find([reference]).ToList();
            // Half of what was asked for is no backup of it.
            incomplete |= found.Count == 0 && !reference.IsPattern;
            targets.AddRange(found);
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (targets.Count == 0) return;
        var file = PathResolution.NewFile(this, Path, Force);
        if (targets.Find(t => !ReferenceEquals(t.Engine, targets[0].Engine)) is { } stranger)
        {
            ThrowTerminatingError(Errors.InvalidArgument("ImagesOfSeveralEngines", stranger.Name,
                $"'{targets[0].Name}' is on {targets[0].Endpoint.Describe()}, and '{stranger.Name}' on {stranger.Endpoint.Describe()}: one file holds images of one engine."));
        }
        if (incomplete)
        {
            ThrowTerminatingError(Errors.InvalidOperation("ImageExportIncomplete", Path, $"'{Path}' was not written: not all of the images for it are there."));
        }
        EngineFeature.RequirePlatform(this, targets[0].Engine, Platform);
        if (!ShouldProcess($"{string.Join(", ", targets.Select(t => t.Caption))} to {file}", "Save")) return;
        Pump((emitter, token) => SaveAsync(file, emitter, token));
        if (PassThru && saved) new Emission.LocalItem(file).WriteTo(this);
    }

    private async Task SaveAsync(string file, Emitter emitter, CancellationToken token)
    {
        var report = new ProgressReport($"Saving {System.IO.Path.GetFileName(file)}", record => emitter.Send(new Emission.Progress(record)));
        try
        {
            var (names, size) = await DescribeAsync(token).ConfigureAwait(false);
            using var partial = PartialFile.Begin(file);
            await Task.Factory.StartNew(
                () => ImageExport.Of(targets[0].Engine, names, Platform).Run(partial.Stream, done => report.Report("Wrote", done, Math.Max(size, done)), token),
                token, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
            partial.Complete();
            saved = true;
            report.Complete();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            report.Complete();
            await emitter.SendAsync(new Emission.Failure(Errors.From(e, targets[0].Endpoint, Errors.Subject.Image, string.Join(", ", targets.Select(t => t.Name))))).ConfigureAwait(false);
        }
    }

    /// <summary>What to ask the engine for.</summary>
    private async Task<(IReadOnlyList<string> Names, long Size)> DescribeAsync(CancellationToken token)
    {
        var names = new List<string>();
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var target in targets)
        {
            var image = await ImageTarget.InspectAsync(target.Engine, target.Endpoint, target.Address, keepRaw: false, token).ConfigureAwait(false);
            sizes[image.Id] = image.Size ?? 0;
            names.AddRange(ImageExport.NamesOf(target, image));
        }
        return ([.. names.Distinct(StringComparer.Ordinal)], sizes.Values.Sum());
    }
}
