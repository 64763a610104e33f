using ContainerTools.Engine;
using ContainerTools.Engine.Files;
using ContainerTools.Engine.ImageArchives;

namespace ContainerTools.Completion;

/// <summary>Proposes paths in the container that the command line names.</summary>
internal class ContainerPathCompleter : Completer
{
    /// <summary>
    /// How long a folder is read. The engine sends all that is below it, and answers nothing else about the container meanwhile:
    /// of a large one only what came first is proposed.
    /// </summary>
    private static readonly TimeSpan ReadTime = TimeSpan.FromMilliseconds(700);

    protected override IEnumerable<Candidate>? Propose(CompletionRequest request) =>
        request.Texts("Container") is [var container, ..] ? Paths(request, request.Engines(), container, request.Word.Text) : [];

    /// <summary>What is in the folder that a path which is being typed names.</summary>
    protected static IEnumerable<Candidate> Paths(CompletionRequest request, IReadOnlyList<EngineEndpoint> engines, string container, string typed)
    {
        var path = typed.StartsWith('/') ? typed : "/" + typed;
        var folder = path[..(path.LastIndexOf('/') + 1)];
        var items = EngineAnswers.Of<IReadOnlyList<ContainerItem>>(engines, $"{container}:{folder}", (connection, token) => ListAsync(connection, container, folder, token));
        return items.SelectMany(answer => answer.Answer).OrderBy(item => item.Name, StringComparer.Ordinal).Select(item => Path(item, typed.Length == 0 ? "/" : typed[..(typed.LastIndexOf('/') + 1)], request.TakesPattern));
    }

    private static Candidate Path(ContainerItem item, string folder, bool asPattern)
    {
        var isFolder = item.Type == ContainerFileType.Directory;
        var name = (asPattern ? WildcardPattern.Escape(item.Name) : item.Name) + (isFolder ? "/" : "");
        var detail = item.LinkTarget is { } target ? $" -> {target}" : isFolder ? "" : $", {DisplayText.Size(item.Size)}";
        return new(folder + name, $"{item.FullName} ({item.Type}{detail})", isFolder ? CompletionResultType.ProviderContainer : CompletionResultType.ProviderItem);
    }

    private static async Task<IReadOnlyList<ContainerItem>> ListAsync(EngineConnection connection, string container, string folder, CancellationToken token)
    {
        var found = await ContainerTarget.FindAsync(new ContainerReference(container), connection, connection.Endpoint, token).ConfigureAwait(false);
        return found is [var target, ..] ? await Task.Run(() => Read(target, folder, token), token).ConfigureAwait(false) : [];
    }

    private static List<ContainerItem> Read(ContainerTarget target, string folder, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(ReadTime);
        var items = new List<ContainerItem>();
        try
        {
            new ContainerListing(target, items.Add, limit.Token).In(ArchivePath.Absolute(folder));
        }
        catch (Exception) when (limit.IsCancellationRequested)
        {
            // What came in time is proposed.
        }
        return items;
    }
}
