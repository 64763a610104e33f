using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.Completion;

/// <summary>Proposes the tasks of a swarm by their ids, the newest first.</summary>
internal sealed class TaskCompleter : Completer
{
    private const int ShortLength = 12;

    protected override IEnumerable<Candidate> Propose(CompletionRequest request)
    {
        var engines = request.Engines();
        var names = EngineAnswers.Of(engines, "services").SelectMany(answer => answer.Answer.Items()).ToDictionary(json => json.Text("ID"), json => json.Child("Spec").Text("Name"), StringComparer.Ordinal);
        return EngineAnswers.Of(engines, SwarmKind.Task.Path).SelectMany(answer => answer.Answer.Items()).OrderByDescending(json => json.Text("CreatedAt"), StringComparer.Ordinal)
            .Select(json => new Candidate(json.Text("ID")[..ShortLength], $"{names.GetValueOrDefault(json.Text("ServiceID"), "?")}{Place(json)}: {json.Child("Status").Text("State")}"));
    }

    private static string Place(JsonElement task) => task.Integer("Slot") is { } slot ? $".{slot.Invariant()}" : "";
}
