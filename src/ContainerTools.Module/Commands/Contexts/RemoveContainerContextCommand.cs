using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Removes contexts with their certificates. The engines that they name are not touched.</summary>
[Cmdlet(VerbsCommon.Remove, "ContainerContext", SupportsShouldProcess = true)]
public sealed class RemoveContainerContextCommand : ContextCommand
{
    /// <summary>Names of contexts, with wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ContainerContextNameTransformation]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ContextCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Removes the current one too; this session and docker's configuration then name none.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var configuration = ReadConfiguration();
        foreach (var context in FindStored(configuration, Name))
        {
            var isChosen = context.IsCurrent || configuration.CurrentContext == context.Name;
            if (isChosen && !Force)
            {
                WriteError(Errors.InvalidOperation("ContextInUse", context.Name,
                    $"The context '{context.Name}' is the current one. Use another with Use-ContainerContext first, or remove it with -Force."));
            }
            else if (ShouldProcess($"{context.Name} ({context.EngineHost})", "Remove context"))
            {
                Guarded(context.Name, () => Remove(configuration, context.Name));
            }
        }
    }

    private static string Remove(DockerConfiguration configuration, string name)
    {
        if (SessionContext.Current == name) SessionContext.Current = null;
        if (configuration.CurrentContext == name) DockerConfigurationFile.Edit(configuration.FilePath, settings => settings.Remove("currentContext"));
        configuration.Contexts.Remove(name);
        return name;
    }
}
