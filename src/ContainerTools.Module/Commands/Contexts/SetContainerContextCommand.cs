using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Changes contexts: what no parameter names stays as it is.</summary>
[Cmdlet(VerbsCommon.Set, "ContainerContext", SupportsShouldProcess = true)]
[OutputType(typeof(ContainerContext))]
public sealed class SetContainerContextCommand : ContextWriteCommand
{
    /// <summary>Names of contexts, with wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ContainerContextNameTransformation]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ContextCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>The engine's new address.</summary>
    [Parameter]
    [Alias("Host")]
    [ValidateNotNullOrEmpty]
    public string? EngineHost { get; set; }

    /// <summary>Removes the certificates, and <c>SkipTLSVerify</c>: the engine is then spoken to without TLS.</summary>
    [Parameter]
    public SwitchParameter RemoveTLS { get; set; }

    /// <summary>Emits each context as it is afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var configuration = ReadConfiguration();
        foreach (var context in FindStored(configuration, Name))
        {
            if (!ShouldProcess($"{context.Name} ({context.EngineHost})", "Change context")) continue;
            var changed = Guarded(context.Name, () => Write(configuration, context.Name, configuration.Contexts.Get(context.Name), EngineHost, RemoveTLS, copyTls: false));
            if (PassThru && changed is not null) WriteObject(changed);
        }
    }
}
