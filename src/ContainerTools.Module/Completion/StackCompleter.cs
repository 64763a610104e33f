using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.Completion;

/// <summary>Proposes the stacks that have services.</summary>
internal sealed class StackCompleter : Completer
{
    protected override IEnumerable<Candidate> Propose(CompletionRequest request) => EngineAnswers.Of(request.Engines(), "services").SelectMany(answer => answer.Answer.Items())
        .Select(json => (Stack: json.Child("Spec").Dictionary("Labels").GetValueOrDefault(StackLabels.Namespace, ""), Name: json.Child("Spec").Text("Name")))
        .Where(service => service.Stack.Length > 0)
        .GroupBy(service => service.Stack, StringComparer.Ordinal)
        .OrderBy(stack => stack.Key, StringComparer.OrdinalIgnoreCase)
        .Select(stack => new Candidate(stack.Key, string.Join(", ", stack.Select(service => service.Name).Order(StringComparer.OrdinalIgnoreCase))));
}
