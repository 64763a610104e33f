using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Makes an image of the files in a tar archive.</summary>
[Cmdlet(VerbsData.Import, "ContainerImage", DefaultParameterSetName = "RootFileSystem", SupportsShouldProcess = true)]
[OutputType(typeof(ContainerImage))]
public sealed class ImportContainerImageCommand : EngineCommand
{
    /// <summary>Takes the archive for a bare file system, without layers or configuration.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "RootFileSystem")]
    [Parameter(Mandatory = true, ParameterSetName = "RootFileSystemLiteral")]
    [Parameter(Mandatory = true, ParameterSetName = "RootFileSystemStream")]
    public SwitchParameter RootFileSystem { get; set; }

    /// <summary>The archives, with wildcards: tar, also compressed with gzip, bzip2 or xz.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "RootFileSystem")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The archives, taken as they are written.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "RootFileSystemLiteral")]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>An open stream with the archive; it is read to its end and left open.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "RootFileSystemStream")]
    [ValidateNotNull]
    public Stream? InputStream { get; set; }

    /// <summary>The repository that names the image; without it the image has no name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Repository { get; set; }

    /// <summary>The tag in that repository; <c>latest</c> without it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Tag { get; set; }

    /// <summary>Dockerfile instructions that configure the image: <c>CMD ["sh"]</c>, <c>ENV a=b</c>, …</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Change { get; set; } = [];

    /// <summary>What the image's history says about it.</summary>
    [Parameter]
    public string? Message { get; set; }

    /// <summary>The platform that the files are for: <c>linux/arm64</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Platform { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (Tag is not null && Repository is null)
        {
            ThrowTerminatingError(Errors.InvalidArgument("TagWithoutRepository", Tag, $"-Tag {Tag} needs -Repository: a tag is one of a repository."));
        }
        var name = Repository is null ? null : Tag is null ? Repository : $"{Repository}:{Tag}";
        if (name is null) return;
        try
        {
            if (ImageReference.Parse(name).Digest is null && (Tag is null || ImageReference.Parse(Repository!).Tag is null)) return;
            ThrowTerminatingError(Errors.InvalidArgument("ImageReferenceInvalid", name, $"'{name}' cannot name a new image: give one tag and no digest."));
        }
        catch (FormatException e)
        {
            ThrowTerminatingError(Errors.InvalidArgument("ImageReferenceInvalid", name, e.Message));
        }
    }

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
                content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan | FileOptions.Asynchronous);
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
        if (!ShouldProcess($"{Repository ?? "an image without a name"} from {from}", "Import")) return;
        var engine = Connect();
        Pump(async (emitter, token) =>
        {
            var report = new ProgressReport($"Importing {from}", record => emitter.Send(new Emission.Progress(record)));
            try
            {
                var id = await ImageImport.RunAsync(engine, content, Query(), from, report.Report, token).ConfigureAwait(false);
                report.Complete();
                await emitter.SendAsync(new Emission.Output(await ImageTarget.InspectAsync(engine, Endpoint, id, keepRaw: false, token).ConfigureAwait(false))).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                report.Complete();
                await emitter.SendAsync(new Emission.Failure(Errors.From(e, Endpoint, Errors.Subject.Image, from))).ConfigureAwait(false);
            }
        });
    }

    private Query Query() => new Query().Add("fromSrc", "-").Add("repo", Repository).Add("tag", Tag).Add("message", Message).Add("platform", Platform).AddAll("changes", Change);
}
