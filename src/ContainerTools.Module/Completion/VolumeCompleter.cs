using ContainerTools.Commands;
using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.Completion;

/// <summary>Proposes volumes; to remove, only those that no container mounts.</summary>
internal class VolumeCompleter : Completer
{
    protected override IEnumerable<Candidate>? Propose(CompletionRequest request)
    {
        var unused = request.Cmdlet == typeof(RemoveContainerVolumeCommand) ? new Query().Add(new FilterMap().Add("dangling", ["true"])) : null;
        return EngineAnswers.Of(request.Engines(), "volumes", unused)
            .SelectMany(answer => answer.Answer.Child("Volumes").Items().Select(json => EngineVolumeMapping.From(json, answer.Engine, [])))
            .OrderBy(volume => volume.Name, StringComparer.OrdinalIgnoreCase)
            .Select(volume => new Candidate(volume.Name, ToolTip(volume)));
    }

    private static string ToolTip(ContainerVolume volume) => volume.Created is { } created ? $"{volume.Driver}, made {DisplayText.Age(created)}" : volume.Driver;
}
