using ContainerTools.Engine;

namespace ContainerTools.Completion;

/// <summary>Proposes what a swarm keeps for its services under a name.</summary>
/// <param name="path">What the engine is asked for.</param>
internal abstract class SwarmFileCompleter(string path) : Completer
{
    protected override IEnumerable<Candidate> Propose(CompletionRequest request) => EngineAnswers.Of(request.Engines(), path).SelectMany(answer => answer.Answer.Items())
        .Select(json => (Name: json.Child("Spec").Text("Name"), Created: json.Text("CreatedAt")))
        .OrderBy(item => item.Name, StringComparer.OrdinalIgnoreCase)
        .Select(item => new Candidate(item.Name, $"{item.Name}, of {item.Created.Split('T')[0]}"));
}
