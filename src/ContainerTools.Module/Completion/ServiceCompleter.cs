using ContainerTools.Commands;
using ContainerTools.Engine;

namespace ContainerTools.Completion;

/// <summary>Proposes services; to take back, only those that have been changed.</summary>
internal sealed class ServiceCompleter : Completer
{
    protected override IEnumerable<Candidate> Propose(CompletionRequest request) => EngineAnswers.Of(request.Engines(), "services").SelectMany(answer => answer.Answer.Items())
        .Where(json => request.Cmdlet != typeof(UndoContainerServiceCommand) || json.Child("PreviousSpec").ValueKind == JsonValueKind.Object)
        .Select(json => json.Child("Spec"))
        .OrderBy(spec => spec.Text("Name"), StringComparer.OrdinalIgnoreCase)
        .Select(spec => new Candidate(spec.Text("Name"), spec.Child("TaskTemplate").Child("ContainerSpec").Text("Image").Split('@')[0]));
}
