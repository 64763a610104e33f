using ContainerTools.Engine;

namespace ContainerTools.Completion;

/// <summary>Proposes the secrets of a swarm.</summary>
internal sealed class SecretCompleter : Completer
{
    protected override IEnumerable<Candidate> Propose(CompletionRequest request) => EngineAnswers.Of(request.Engines(), "secrets").SelectMany(answer => answer.Answer.Items())
        .Select(json => (Name: json.Child("Spec").Text("Name"), Created: json.Text("CreatedAt")))
        .OrderBy(item => item.Name, StringComparer.OrdinalIgnoreCase)
        .Select(item => new Candidate(item.Name, $"{item.Name}, of {item.Created.Split('T')[0]}"));
}
