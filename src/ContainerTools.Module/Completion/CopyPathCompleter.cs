using ContainerTools.Engine;

namespace ContainerTools.Completion;

/// <summary>Proposes <c>container:/path</c> and, as long as it could still be one, local files.</summary>
internal sealed class CopyPathCompleter : ContainerPathCompleter
{
    protected override IEnumerable<Candidate>? Propose(CompletionRequest request)
    {
        var other = request.Parameter == "Path" ? "FromContainer" : "ToContainer";
        if (request.Texts(other) is [var given, ..]) return Paths(request, request.Engines(), given, request.Word.Text);
        var typed = request.Word.Text;
        if (typed is ['.' or '/' or '~' or '\\', ..]) return null;
        var engines = request.Engines();
        var colon = typed.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return Containers(engines).Concat(Files(typed));
        var container = typed[..colon];
        // A drive of Windows, or of PowerShell, is none.
        if (!Containers(engines).Any(known => known.Text == container + ":")) return null;
        return Paths(request, engines, container, typed[(colon + 1)..]).Select(path => path with { Text = $"{container}:{path.Text}" });
    }

    private static IEnumerable<Candidate> Containers(IReadOnlyList<EngineEndpoint> engines) =>
        ContainerCompleter.List(engines).Select(container => new Candidate(container.Name + ":", ContainerCompleter.ToolTip(container)));

    private static IEnumerable<Candidate> Files(string typed) => CompletionCompleters.CompleteFilename(typed)
        .Select(file => new Candidate(file.CompletionText, file.ToolTip, file.ResultType) { IsReady = true });
}
