using System.Collections;
using System.Management.Automation.Language;

namespace ContainerTools.Completion;

/// <summary>
/// What completes a parameter. PowerShell asks on the thread that a person types on: whatever goes wrong is no proposal, and
/// never an error.
/// </summary>
internal abstract class Completer : IArgumentCompleter
{
    public IEnumerable<CompletionResult>? CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            var request = new CompletionRequest(commandName, parameterName, wordToComplete, commandAst, fakeBoundParameters);
            return Propose(request) is { } candidates ? [.. Results(candidates, request.Word)] : null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return [];
        }
    }

    /// <summary>What could stand there. What does not begin with the word is left out afterwards.</summary>
    /// <returns><see langword="null"/> leaves it to PowerShell, which proposes files.</returns>
    protected abstract IEnumerable<Candidate>? Propose(CompletionRequest request);

    private static IEnumerable<CompletionResult> Results(IEnumerable<Candidate> candidates, QuotedWord word) => candidates
        // What a terminal would obey is not put on anyone's command line.
        .Where(candidate => candidate.IsReady || candidate.Text.StartsWith(word.Text, StringComparison.OrdinalIgnoreCase) && DisplayText.Printable(candidate.Text) == candidate.Text)
        .DistinctBy(candidate => candidate.Text, StringComparer.Ordinal)
        .Select(candidate => new CompletionResult(candidate.IsReady ? candidate.Text : word.Write(candidate.Text), candidate.Text, candidate.Type, candidate.ToolTip.Length > 0 ? DisplayText.Printable(candidate.ToolTip) : candidate.Text));
}
