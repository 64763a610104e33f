using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Lists docker's contexts, or tells which engine is used and why. It asks no engine.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerContext", DefaultParameterSetName = "Name")]
[OutputType(typeof(ContainerContext))]
public sealed class GetContainerContextCommand : ContextCommand
{
    /// <summary>Names of contexts, with wildcards.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = "Name")]
    [ContainerContextNameTransformation]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ContextCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Only the one that cmdlets use where no parameter and no object names an engine; its <c>Source</c> says why.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Current")]
    public SwitchParameter Current { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var configuration = ReadConfiguration();
        var current = Choice(configuration);
        foreach (var name in Current ? [current.ContextName] : Name ?? ["*"]) WriteObject(Find(configuration, name), enumerateCollection: true);
        // A list does not show that the current one is not in it.
        if (Name is null && !Current && current.Context is { } used and not EndpointChoice.DefaultContext && !configuration.Contexts.Exists(used))
        {
            WriteWarning(configuration.Contexts.NotFound(used, EndpointResolver.NamedBy(current.Source)).Message);
        }
    }
}
