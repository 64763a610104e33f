using ContainerTools.Engine;

namespace ContainerTools.Completion;

/// <summary>Proposes compose projects.</summary>
internal sealed class ProjectCompleter : Completer
{
    protected override IEnumerable<Candidate> Propose(CompletionRequest request) => ContainerCompleter.List(request.Engines())
        .Where(container => container.Project is not null)
        .GroupBy(container => container.Project!, StringComparer.Ordinal)
        .OrderBy(project => project.Key, StringComparer.OrdinalIgnoreCase)
        .Select(project => new Candidate(project.Key, $"{project.Count().Invariant()} containers"));
}
