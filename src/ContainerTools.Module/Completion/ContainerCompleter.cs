using System.Reflection;
using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.Completion;

/// <summary>Proposes containers that the cmdlet can do something with.</summary>
internal sealed class ContainerCompleter : Completer
{
    protected override IEnumerable<Candidate> Propose(CompletionRequest request)
    {
        var rule = request.Parameter == "Container" ? request.Cmdlet?.GetCustomAttribute<ActsOnAttribute>() : null;
        if (rule is { UnlessForced: true } && request.Has("Force")) rule = null;
        var containers = List(request.Engines()).Where(container => rule is null || rule.States.Contains(container.State));
        return request.Parameter == "Id"
            ? containers.Select(container => new Candidate(container.ShortId, $"{container.Name}: {ToolTip(container)}"))
            : containers.Select(container => new Candidate(container.Name, ToolTip(container)));
    }

    /// <summary>All containers of some engines, by name.</summary>
    public static IEnumerable<Container> List(IReadOnlyList<EngineEndpoint> engines) => EngineAnswers.Of(engines, "containers/json", new Query().Add("all", true))
        .SelectMany(answer => answer.Answer.Items().Select(json => ContainerMapping.FromList(json, answer.Engine)))
        .OrderBy(container => container.Name, StringComparer.OrdinalIgnoreCase);

    public static string ToolTip(Container container) => $"{container.Image}, {container.State} ({container.Status})";
}
