using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.Completion;

/// <summary>Proposes images by their tags, and those without one by their ids.</summary>
internal sealed class ImageCompleter : Completer
{
    protected override IEnumerable<Candidate> Propose(CompletionRequest request)
    {
        var images = EngineAnswers.Of(request.Engines(), "images/json")
            .SelectMany(answer => answer.Answer.Items().Select(json => ImageMapping.FromList(json, answer.Engine)));
        return (request.Parameter == "Id"
            ? images.Select(image => new Candidate(image.ShortId, $"{image.Name}: {ToolTip(image)}"))
            : images.SelectMany(image => Names(image).Select(name => new Candidate(name, ToolTip(image)))))
            .OrderBy(candidate => candidate.Text, StringComparer.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> Names(ContainerImage image) => image.RepoTags.Count > 0 ? image.RepoTags : [image.ShortId];

    private static string ToolTip(ContainerImage image) => $"{image.ShortId}, {DisplayText.Size(image.Size)}, made {DisplayText.Age(image.Created)}";
}
