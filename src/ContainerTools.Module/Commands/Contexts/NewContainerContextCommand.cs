using ContainerTools.Completion;
using ContainerTools.Engine;
using ContainerTools.Engine.Contexts;

namespace ContainerTools.Commands;

/// <summary>Makes a context: a name for an engine's address and for what reaching it takes. docker sees it too.</summary>
[Cmdlet(VerbsCommon.New, "ContainerContext", DefaultParameterSetName = "EngineHost", SupportsShouldProcess = true)]
[OutputType(typeof(ContainerContext))]
public sealed class NewContainerContextCommand : ContextWriteCommand
{
    /// <summary>The name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The engine's address, such as <c>ssh://me@host</c> or <c>tcp://host:2376</c>.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "EngineHost")]
    [Parameter(ParameterSetName = "FromContext")]
    [Alias("Host")]
    [ValidateNotNullOrEmpty]
    public string? EngineHost { get; set; }

    /// <summary>The context to copy: it gives what no parameter says, its certificates too.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "FromContext")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ContextCompleter))]
    public string? FromContext { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var configuration = ReadConfiguration();
        var made = Guarded(Name, () =>
        {
            ContextName.Check(Name);
            if (configuration.Contexts.Exists(Name))
            {
                throw new EngineException("ContextAlreadyExists", ErrorCategory.ResourceExists, Name, $"There is a context '{Name}' already. Set-ContainerContext changes it.");
            }
            var from = FromContext is null ? null : FromContext == EndpointChoice.DefaultContext ? throw ContextName.Reserved(FromContext) : configuration.Contexts.Get(FromContext);
            return ShouldProcess(Name, $"Create context for {EngineHost ?? from!.Host}") ? Write(configuration, Name, from, EngineHost, withoutTls: false, copyTls: true) : null;
        });
        if (made is not null) WriteObject(made);
    }
}
