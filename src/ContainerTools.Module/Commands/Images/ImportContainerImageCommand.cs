using ContainerTools.Engine;
using ContainerTools.Engine.ImageArchives;

namespace ContainerTools.Commands;

/// <summary>Loads saved images, or makes an image of the files in a tar archive.</summary>
[Cmdlet(VerbsData.Import, "ContainerImage", DefaultParameterSetName = "Archive", SupportsShouldProcess = true)]
[OutputType(typeof(ContainerImage))]
public sealed class ImportContainerImageCommand : EngineCommand
{
    private NewImageName? name;

    /// <summary>Takes the archive for a bare file system, without layers or configuration.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "RootFileSystem")]
    [Parameter(Mandatory = true, ParameterSetName = "RootFileSystemLiteral")]
    [Parameter(Mandatory = true, ParameterSetName = "RootFileSystemStream")]
    public SwitchParameter RootFileSystem { get; set; }

    /// <summary>The archives, with wildcards: tar, also packed with gzip, zstd (saved images), bzip2 or xz.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "Archive")]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "RootFileSystem")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The archives, taken as they are written.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "ArchiveLiteral")]
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "RootFileSystemLiteral")]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>An open stream with the archive; it is read to its end and left open.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ArchiveStream")]
    [Parameter(Mandatory = true, ParameterSetName = "RootFileSystemStream")]
    [ValidateNotNull]
    public Stream? InputStream { get; set; }

    /// <summary>The repository that names the image; without it the image has no name.</summary>
    [Parameter(ParameterSetName = "RootFileSystem")]
    [Parameter(ParameterSetName = "RootFileSystemLiteral")]
    [Parameter(ParameterSetName = "RootFileSystemStream")]
    [ValidateNotNullOrEmpty]
    public string? Repository { get; set; }

    /// <summary>The tag in that repository; <c>latest</c> without it.</summary>
    [Parameter(ParameterSetName = "RootFileSystem")]
    [Parameter(ParameterSetName = "RootFileSystemLiteral")]
    [Parameter(ParameterSetName = "RootFileSystemStream")]
    [ValidateNotNullOrEmpty]
    public string? Tag { get; set; }

    /// <summary>Dockerfile instructions that configure the image: <c>CMD ["sh"]</c>, <c>ENV a=b</c>, …</summary>
    [Parameter(ParameterSetName = "RootFileSystem")]
    [Parameter(ParameterSetName = "RootFileSystemLiteral")]
    [Parameter(ParameterSetName = "RootFileSystemStream")]
    [ValidateNotNullOrEmpty]
    public string[] Change { get; set; } = [];

    /// <summary>What the image's history says about it.</summary>
    [Parameter(ParameterSetName = "RootFileSystem")]
    [Parameter(ParameterSetName = "RootFileSystemLiteral")]
    [Parameter(ParameterSetName = "RootFileSystemStream")]
    public string? Message { get; set; }

    /// <summary>
    /// The platform that the files are for, or, of saved images for several, the one to load (needs API version 1.48): <c>linux/arm64</c>.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Platform { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing() => name = NewImageName.Check(this, Repository, Tag);

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (InputStream is { } stream)
        {
            Import(stream, "the stream");
            return;
        }
        foreach (var file in PathResolution.Files(this, LiteralPath.Length > 0 ? LiteralPath : Path, literal: LiteralPath.Length > 0))
        {
            Stream content;
            try
            {
                content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                WriteError(Errors.Unreadable(file, e));
                continue;
            }
            using (content) Import(content, file);
        }
    }

    private void Import(Stream content, string from)
    {
        if (RootFileSystem ? !ShouldProcess($"{name?.Text ?? "an image without a name"} from {from}", "Import") : !ShouldProcess(from, "Load the images in it")) return;
        var engine = Connect();
        if (!RootFileSystem) EngineFeature.RequirePlatform(this, engine, Platform);
        Pump(async (emitter, token) =>
        {
            var report = new ProgressReport($"{(RootFileSystem ? "Importing" : "Loading")} {from}", record => emitter.Send(new Emission.Progress(record)));
            try
            {
                var images = RootFileSystem
                    ? [await MakeAsync(engine, content, from, report, token).ConfigureAwait(false)]
                    : await new ImageLoad(engine, Endpoint, from, report.Report).RunAsync(content, Platform, token).ConfigureAwait(false);
                report.Complete();
                await emitter.SendAsync(new Emission.Batch(images)).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                report.Complete();
                await emitter.SendAsync(new Emission.Failure(Errors.From(e, Endpoint, Errors.Subject.Image, from))).ConfigureAwait(false);
            }
        });
    }

    private async Task<ContainerImage> MakeAsync(EngineConnection engine, Stream content, string from, ProgressReport report, CancellationToken token)
    {
        // The name in one piece, as docker's client sends it: podman takes no notice of a tag apart.
        var query = new Query().Add("fromSrc", "-").Add("repo", name?.Text).Add("message", Message).Add("platform", Platform).AddAll("changes", Change);
        var id = await ImageImport.RunAsync(engine, content, query, from, report.Report, token).ConfigureAwait(false);
        return await ImageTarget.InspectAsync(engine, Endpoint, id, keepRaw: false, token).ConfigureAwait(false);
    }
}
