using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.Completion;

/// <summary>Proposes the tasks of a swarm by their ids, the newest first.</summary>
internal sealed class TaskCompleter : Completer
{
    protected override IEnumerable<Candidate> Propose(CompletionRequest request)
    {
        var engines = request.Engines();
        // Managers of one swarm, asked side by side, all know all services.
        var names = EngineAnswers.Of(engines, "services").SelectMany(answer => answer.Answer.Items()).ToLookup(json => json.Text("ID"), json => json.Child("Spec").Text("Name"), StringComparer.Ordinal);
        return EngineAnswers.Of(engines, SwarmKind.Task.Path).SelectMany(answer => answer.Answer.Items()).OrderByDescending(json => json.Text("CreatedAt"), StringComparer.Ordinal)
            .Select(json => new Candidate(CompletionRequest.Short(json.Text("ID")), $"{names[json.Text("ServiceID")].FirstOrDefault("?")}{Place(json)}: {json.Child("Status").Text("State")}"));
    }

    private static string Place(JsonElement task) => task.Integer("Slot") is { } slot ? $".{slot.Invariant()}" : "";
}
