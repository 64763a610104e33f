using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Fills volumes from archives, without running anything in a container.</summary>
[Cmdlet(VerbsData.Import, "ContainerVolume", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
[OutputType(typeof(ContainerVolume))]
public sealed class ImportContainerVolumeCommand : EngineCommand
{
    private VolumeFinder? finder;

    /// <summary>The archive, with wildcards: tar, also packed with gzip, zstd, bzip2 or xz. Several are unpacked one over the other.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The archives, taken as they are written.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The volume: its name or an object. One that is not there is made.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [ContainerVolumeReferenceTransformation]
    [Alias("Name")]
    [ArgumentCompleter(typeof(VolumeCompleter))]
    public ContainerVolumeReference? Volume { get; set; }

    /// <summary>Writes to a volume that running containers use.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Emits the volume.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    // One after the other: a later archive goes over an earlier one.
    private protected override TargetWork NewWork() => new(this, 1, finish: true);

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (Volume!.IsPattern)
        {
            WriteError(Errors.InvalidArgument("VolumeNameInvalid", Volume.Text, $"'{Volume.Text}' is a pattern: an archive goes into one volume, by its name."));
            return;
        }
        finder ??= new VolumeFinder(this, () => [Endpoint], EndpointOf) { KeepsUnknown = true };
        var isLiteral = ParameterSetName == "LiteralPath";
        foreach (var target in finder.Find([Volume]))
        {
            foreach (var file in PathResolution.Files(this, isLiteral ? LiteralPath : Path, isLiteral))
            {
                if (ShouldProcess($"{target.Caption} from {file}", "Import")) Work.Start(target, (volume, token) => ImportAsync(volume, file, token));
            }
        }
    }

    private async Task<IReadOnlyList<Emission>> ImportAsync(VolumeTarget volume, string file, CancellationToken token)
    {
        var report = new ProgressReport($"Importing {System.IO.Path.GetFileName(file)} into {volume.Name}", record => Work.Tell(new Emission.Progress(record)));
        try
        {
            var import = new VolumeImport(volume, text => Work.Tell(new Emission.Warning(text))) { Force = Force };
            await import.RunAsync(file, (sent, total) => report.Report("Sent", sent, total), token).ConfigureAwait(false);
        }
        finally
        {
            report.Complete();
        }
        return PassThru ? [new Emission.Output(await volume.InspectAsync(default, keepRaw: false, token).ConfigureAwait(false))] : [];
    }
}
