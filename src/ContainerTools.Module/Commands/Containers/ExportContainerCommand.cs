using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Writes the file systems of containers, which need not run, to tar archives.</summary>
[Cmdlet(VerbsData.Export, "Container", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportContainerCommand : EngineCommand
{
    private readonly Dictionary<string, string> written = new(StringComparer.Ordinal);
    private ContainerFinder? finder;
    private bool saved;

    /// <summary>The containers: names, ids, unique prefixes of ids, patterns, or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ContainerReferenceTransformation]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerReference[] Container { get; set; } = [];

    /// <summary>
    /// The file to write, in tar format. It appears when it is whole. For several containers a script block names a file for each:
    /// <c>{ "$($_.Name).tar" }</c>.
    /// </summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Replaces a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Emits the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        finder ??= new ContainerFinder(this, () => [Endpoint], EndpointOf);
        foreach (var target in finder.Find(Container)) Export(target);
    }

    private void Export(ContainerTarget target)
    {
        var file = PathResolution.NewFile(this, Path, overwrite: true);
        if (!written.TryAdd(file, target.Name))
        {
            WriteError(Errors.OneFileForSeveral(Path, file, written[file], target.Name, ".tar"));
            return;
        }
        if (!Force && File.Exists(file)) ThrowTerminatingError(Errors.FileExists(Path));
        if (!ShouldProcess($"{target.Caption} to {file}", "Export")) return;
        saved = false;
        Pump((emitter, token) => SaveAsync(target, file, emitter, token));
        if (PassThru && saved) new Emission.LocalItem(file).WriteTo(this);
    }

    private async Task SaveAsync(ContainerTarget target, string file, Emitter emitter, CancellationToken token)
    {
        var report = new ProgressReport($"Exporting {target.Name}", record => emitter.Send(new Emission.Progress(record)));
        try
        {
            using var partial = PartialFile.Begin(file);
            var download = new ArchiveDownload(target.Engine, target.Path("/export"), null, $"the files of '{target.Name}'", "ContainerExportFailed");
            await Task.Factory.StartNew(
                () => download.Run(partial.Stream, done => report.Report("Wrote", done, null), token),
                token, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
            partial.Complete();
            saved = true;
            report.Complete();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            report.Complete();
            await emitter.SendAsync(new Emission.Failure(target.Failure(e))).ConfigureAwait(false);
        }
    }
}
