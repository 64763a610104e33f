namespace ContainerTools.Commands;

/// <summary>Lists the registries that there are credentials of, and where these are kept. It asks no engine and no registry.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerRegistry")]
[OutputType(typeof(ContainerRegistry))]
public sealed class GetContainerRegistryCommand : PipelineCommand
{
    /// <summary>Hosts of registries, with wildcards.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Registry { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var known = RegistryNames.Known(this);
        if (Registry is null)
        {
            WriteObject(known, enumerateCollection: true);
            return;
        }
        foreach (var name in Registry)
        {
            var found = RegistryNames.Matching(this, known, name);
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name)) WriteError(RegistryNames.NotFound(name));
            WriteObject(found, enumerateCollection: true);
        }
    }
}
