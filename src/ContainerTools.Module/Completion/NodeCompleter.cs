using ContainerTools.Commands;
using ContainerTools.Engine;

namespace ContainerTools.Completion;

/// <summary>Proposes nodes; to remove, only those that are down, unless that is forced.</summary>
internal sealed class NodeCompleter : Completer
{
    protected override IEnumerable<Candidate> Propose(CompletionRequest request) => EngineAnswers.Of(request.Engines(), "nodes").SelectMany(answer => answer.Answer.Items())
        .Select(json => (Id: json.Text("ID"), Name: json.Child("Description").Text("Hostname"), Role: json.Child("Spec").Text("Role"), State: json.Child("Status").Text("State")))
        .Where(node => request.Cmdlet != typeof(RemoveContainerNodeCommand) || node.State == "down" || request.Has("Force"))
        .OrderBy(node => node.Name, StringComparer.OrdinalIgnoreCase)
        .Select(node => request.Named(node.Id, node.Name, $"{node.Role}, {node.State}"));
}
