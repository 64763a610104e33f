using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.Commands;

/// <summary>Describes engines and the machines that they run on.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerHost")]
[OutputType(typeof(ContainerHost))]
public sealed class GetContainerHostCommand : EngineQueryCommand
{
    /// <inheritdoc />
    protected override void ProcessRecord() => AskEngines(Errors.Subject.Engine, AskAsync);

    private static async Task AskAsync(EngineConnection engine, EngineEndpoint endpoint, Emitter emitter, CancellationToken token)
    {
        var info = engine.GetAsync("info", null, token);
        var version = engine.GetAsync("version", null, token);
        await Task.WhenAll(info, version).ConfigureAwait(false);
        await emitter.SendAsync(new Emission.Output(HostMapping.From(await info.ConfigureAwait(false), await version.ConfigureAwait(false), endpoint))).ConfigureAwait(false);
    }
}
