using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Makes a context the current one: for this session, or for the user.</summary>
[Cmdlet(VerbsOther.Use, "ContainerContext", DefaultParameterSetName = "Name", SupportsShouldProcess = true)]
[OutputType(typeof(ContainerContext))]
public sealed class UseContainerContextCommand : ContextCommand
{
    private const string Setting = "currentContext";

    /// <summary>The context. <c>default</c> stands for what DOCKER_HOST says, else the default of this platform.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "Name")]
    [ContainerContextNameTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ContextCompleter))]
    public string Name { get; set; } = "";

    /// <summary>Forgets the choice: of this session, so that the environment and docker's configuration count again, or of docker's configuration.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Reset")]
    public SwitchParameter Reset { get; set; }

    /// <summary>For whom: this session alone, which leaves everything else as it is, or the user, and with that docker's own CLI too.</summary>
    [Parameter]
    public ContainerContextScope Scope { get; set; } = ContainerContextScope.Session;

    /// <summary>Emits the context that is the current one then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var configuration = ReadConfiguration();
        if (!Reset && Guarded(Name, () => Describe(Name, configuration)) is null) return;
        var where = Scope == ContainerContextScope.Session ? "for this session" : "for the user";
        if (!ShouldProcess(Reset ? Choice(configuration).ContextName : Name, $"{(Reset ? "Forget" : "Use")} {where}")) return;
        if (Scope == ContainerContextScope.Session) SessionContext.Current = Reset ? null : Name;
        else if (Guarded(Name, () => Save(configuration)) is null) return;
        configuration = ReadConfiguration();
        if (Scope == ContainerContextScope.User) WarnOfOthers(Choice(configuration));
        if (PassThru && Guarded(Name, () => Describe(Choice(configuration).ContextName, configuration)) is { } current) WriteObject(current);
    }

    /// <summary>docker writes nothing for the default.</summary>
    private string Save(DockerConfiguration configuration)
    {
        if (Reset || Name == EndpointChoice.DefaultContext)
        {
            DockerConfigurationFile.Edit(configuration.FilePath, settings => settings.Remove(Setting));
        }
        else
        {
            DockerConfigurationFile.Edit(configuration.FilePath, settings =>
            {
                settings[Setting] = Name;
                return true;
            });
        }
        return Name;
    }

    /// <summary>What the user chose is not what is used while something goes before it.</summary>
    private void WarnOfOthers(EndpointChoice choice)
    {
        var other = choice.Source switch
        {
            ContainerEndpointSource.Session => $"this session uses the context '{choice.Context}' (Use-ContainerContext -Reset forgets that)",
            ContainerEndpointSource.DockerHost => "the environment variable DOCKER_HOST is set",
            ContainerEndpointSource.DockerContext => "the environment variable DOCKER_CONTEXT is set",
            _ => null,
        };
        if (other is not null) WriteWarning($"docker's configuration has been changed, but it does not count here: {other}.");
    }
}
