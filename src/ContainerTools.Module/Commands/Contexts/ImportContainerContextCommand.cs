using ContainerTools.Engine;
using ContainerTools.Engine.Contexts;

namespace ContainerTools.Commands;

/// <summary>Makes contexts of files that <c>Export-ContainerContext</c> or docker wrote.</summary>
[Cmdlet(VerbsData.Import, "ContainerContext", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
[OutputType(typeof(ContainerContext))]
public sealed class ImportContainerContextCommand : ContextCommand
{
    /// <summary>The files, with wildcards: archives in tar or zip format.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "Path")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The files, taken as they are written.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The name of the new context; without it the one that it had.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var configuration = ReadConfiguration();
        var literal = LiteralPath.Length > 0;
        foreach (var file in PathResolution.Files(this, literal ? LiteralPath : Path, literal))
        {
            if (Guarded(file, () => Import(configuration, file)) is { } made) WriteObject(made);
        }
    }

    private ContainerContext? Import(DockerConfiguration configuration, string file)
    {
        ContextArchive archive;
        try
        {
            using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
            archive = ContextArchive.Read(source, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            WriteError(Errors.Unreadable(file, e));
            return null;
        }
        var name = Name ?? ContextStore.Text(archive.Description["Name"]) ?? "";
        ContextName.Check(name);
        if (configuration.Contexts.Exists(name))
        {
            throw new EngineException("ContextAlreadyExists", ErrorCategory.ResourceExists, name, $"There is a context '{name}' already. Give this one another name with -Name, or remove that one with Remove-ContainerContext.");
        }
        return ShouldProcess($"{name} of {file}", "Import context") ? Describe(configuration.Contexts.Import(name, archive, file).Name, configuration) : null;
    }
}
