using ContainerTools.Commands;
using ContainerTools.Engine;

namespace ContainerTools.Completion;

/// <summary>Proposes services; to take back, only those that have been changed.</summary>
internal sealed class ServiceCompleter : Completer
{
    protected override IEnumerable<Candidate> Propose(CompletionRequest request) => EngineAnswers.Of(request.Engines(), "services").SelectMany(answer => answer.Answer.Items())
        .Where(json => request.Cmdlet != typeof(UndoContainerServiceCommand) || json.Child("PreviousSpec").ValueKind == JsonValueKind.Object)
        .Select(json => (Id: json.Text("ID"), Spec: json.Child("Spec")))
        .OrderBy(service => service.Spec.Text("Name"), StringComparer.OrdinalIgnoreCase)
        .Select(service => request.Named(service.Id, service.Spec.Text("Name"), service.Spec.Child("TaskTemplate").Child("ContainerSpec").Text("Image").Split('@')[0]));
}
