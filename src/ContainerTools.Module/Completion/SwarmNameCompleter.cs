using System.Collections;
using System.Management.Automation.Language;

namespace ContainerTools.Completion;

/// <summary>Proposes the names, or the ids, of what the cmdlet lists.</summary>
internal sealed class SwarmNameCompleter : IArgumentCompleter
{
    private static readonly Dictionary<string, Completer> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Get-ContainerService"] = new ServiceCompleter(),
        ["Get-ContainerNode"] = new NodeCompleter(),
        ["Get-ContainerSecret"] = new SecretCompleter(),
        ["Get-ContainerConfig"] = new ConfigCompleter(),
    };

    public IEnumerable<CompletionResult>? CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Kinds.TryGetValue(commandName, out var kind) ? kind.CompleteArgument(commandName, parameterName, wordToComplete, commandAst, fakeBoundParameters) : [];
}
