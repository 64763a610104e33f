using ContainerTools.Engine;

namespace ContainerTools.Completion;

/// <summary>Proposes what a swarm keeps for its services; to take away from services, only what these have.</summary>
/// <param name="path">What the engine is asked for.</param>
/// <param name="use">What a service's specification calls those that it has.</param>
/// <param name="name">What it calls the name of one.</param>
internal abstract class SwarmFileCompleter(string path, string use, string name) : Completer
{
    private const string Removal = "Remove";

    protected override IEnumerable<Candidate> Propose(CompletionRequest request)
    {
        var engines = request.Engines();
        var used = request.Parameter.StartsWith(Removal, StringComparison.Ordinal) ? UsedBy(request.Texts("Service"), engines) : null;
        return EngineAnswers.Of(engines, path).SelectMany(answer => answer.Answer.Items())
            .Select(json => (Id: json.Text("ID"), Name: json.Child("Spec").Text("Name"), Created: json.Text("CreatedAt")))
            .Where(item => used?.Contains(item.Name) != false)
            .OrderBy(item => item.Name, StringComparer.OrdinalIgnoreCase)
            .Select(item => request.Named(item.Id, item.Name, $"{item.Name}, of {item.Created.Split('T')[0]}"));
    }

    /// <summary>The names of what services have; <see langword="null"/> where the line does not tell which services.</summary>
    private HashSet<string>? UsedBy(IReadOnlyList<string> services, IReadOnlyList<EngineEndpoint> engines)
    {
        if (services.Count == 0) return null;
        var specs = EngineAnswers.Of(engines, "services").SelectMany(answer => answer.Answer.Items()).Select(json => json.Child("Spec")).Where(spec => services.Contains(spec.Text("Name"), StringComparer.Ordinal)).ToList();
        return specs.Count == 0 ? null : specs.SelectMany(spec => spec.Child("TaskTemplate").Child("ContainerSpec").Child(use).Items()).Select(file => file.Text(name)).ToHashSet(StringComparer.Ordinal);
    }
}
