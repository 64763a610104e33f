using ContainerTools.Completion;
using ContainerTools.Engine;
using ContainerTools.Engine.Stacks;

namespace ContainerTools.Commands;

/// <summary>Lists the stacks of a swarm.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerStack")]
[OutputType(typeof(ContainerStack))]
public sealed class GetContainerStackCommand : EngineQueryCommand
{
    /// <summary>Names, with wildcards.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StackCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => AskEngines(Errors.Subject.Stack, AskAsync);

    private async Task AskAsync(EngineConnection engine, EngineEndpoint endpoint, Emitter emitter, CancellationToken token)
    {
        var stacks = await StackList.ReadAsync(engine, endpoint, token).ConfigureAwait(false);
        foreach (var stack in stacks.Where(stack => Name is null || Name.Any(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase).IsMatch(stack.Name))))
        {
            await emitter.SendAsync(new Emission.Output(stack)).ConfigureAwait(false);
        }
        foreach (var name in Name?.Where(name => !WildcardPattern.ContainsWildcardCharacters(name) && !stacks.Any(stack => string.Equals(stack.Name, name, StringComparison.OrdinalIgnoreCase))) ?? [])
        {
            await emitter.SendAsync(new Emission.Failure(Errors.StackNotFound(name))).ConfigureAwait(false);
        }
    }
}
