using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Writes contexts with their certificates and keys to files, which <c>Import-ContainerContext</c> and docker read.</summary>
[Cmdlet(VerbsData.Export, "ContainerContext", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportContainerContextCommand : ContextCommand
{
    private const string Extension = ".dockercontext";
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Dictionary<string, string> written = new(StringComparer.Ordinal);

    /// <summary>Names of contexts, with wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ContainerContextNameTransformation]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ContextCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>
    /// The file to write; without it <c>&lt;name&gt;.dockercontext</c> at the current location. For several contexts a script
    /// block names a file for each: <c>{ "./backup/$($_.Name)" }</c>.
    /// </summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Replaces a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Emits the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var configuration = ReadConfiguration();
        foreach (var context in FindStored(configuration, Name)) Export(configuration, context.Name);
    }

    private void Export(DockerConfiguration configuration, string name)
    {
        var path = Path ?? $"./{name}{Extension}";
        if (PathResolution.NewFileOrNull(this, path, overwrite: true) is not { } file) return;
        if (written.TryGetValue(file, out var other))
        {
            WriteError(Errors.OneFileForSeveral(path, file, other, name, Extension));
            return;
        }
        if (!Force && File.Exists(file))
        {
            WriteError(Errors.FileExists(path));
            return;
        }
        if (!ShouldProcess($"{name} to {file}", "Export context with its keys")) return;
        var done = Guarded(name, () =>
        {
            var archive = configuration.Contexts.Export(name);
            try
            {
                using var partial = new PartialFile(file, Owner);
                archive.Write(partial.Stream);
                partial.Complete();
                return file;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                WriteError(Errors.Unwritable(path, e));
                return null;
            }
        });
        if (done is null) return;
        written[file] = name;
        if (PassThru) new Emission.LocalItem(file).WriteTo(this);
    }
}
