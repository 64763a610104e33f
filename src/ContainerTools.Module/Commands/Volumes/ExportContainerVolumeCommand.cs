using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Writes the content of volumes to files, without running anything in a container.</summary>
[Cmdlet(VerbsData.Export, "ContainerVolume", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo), typeof(ContainerVolume))]
public sealed class ExportContainerVolumeCommand : ActionCommand
{
    private readonly HashSet<string> files = new(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
    private VolumeFinder? finder;

    /// <summary>The volumes: names, patterns, or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ContainerVolumeReferenceTransformation]
    [Alias("Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(VolumeCompleter))]
    public ContainerVolumeReference[] Volume { get; set; } = [];

    /// <summary>The file to write: <c>.tar</c>, or packed <c>.tar.gz</c> or <c>.tgz</c>. It appears when it is whole. For several volumes a script block names one for each.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Pauses the running containers that use the volume while it is read, so that what is read fits together.</summary>
    [Parameter]
    public SwitchParameter Suspend { get; set; }

    /// <summary>Replaces a file that is there, and reads a volume that running containers use as it is, with a warning.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Emits the volumes that were written, instead of the files.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override string Action => "Export" + (Suspend ? " while its containers are suspended" : "");

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        finder ??= new VolumeFinder(this, () => [Endpoint], EndpointOf);
        foreach (var target in finder.Find(Volume))
        {
            if (PathResolution.NewFileOrNull(this, Path, Force) is not { } file) continue;
            if (IsPacked(file) is not { } gzip)
            {
                WriteError(Errors.InvalidArgument("ArchiveFormatUnknown", Path, $"'{Path}' has no ending that says how to write it: .tar, .tar.gz or .tgz."));
            }
            else if (!files.Add(file))
            {
                WriteError(Errors.InvalidArgument("PathRepeated", Path, $"'{Path}' is another volume's file already. Name one for each: -Path {{ \"$($_.Name).tar.gz\" }}"));
            }
            else if (ShouldProcess($"{target.Caption} to {file}", Action))
            {
                Work.Start(target, (volume, token) => ExportAsync(volume, file, gzip, token));
            }
        }
    }

    private async Task<IReadOnlyList<Emission>> ExportAsync(VolumeTarget volume, string file, bool gzip, CancellationToken token)
    {
        var report = new ProgressReport($"Exporting {volume.Name} to {System.IO.Path.GetFileName(file)}", record => Tell(new Emission.Progress(record)));
        try
        {
            var export = new VolumeExport(volume, text => Tell(new Emission.Warning(text))) { Suspend = Suspend, Force = Force };
            await export.RunAsync(file, gzip, read => report.Report("Read", read, null), token).ConfigureAwait(false);
        }
        finally
        {
            report.Complete();
        }
        return [new Emission.Output(PassThru ? await volume.InspectAsync(default, keepRaw: false, token).ConfigureAwait(false) : new FileInfo(file))];
    }

    private static bool? IsPacked(string file) =>
        file.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase) ? true
        : file.EndsWith(".tar", StringComparison.OrdinalIgnoreCase) ? false
        : null;
}
