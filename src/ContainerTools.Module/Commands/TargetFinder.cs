using System.Threading.Channels;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>
/// Finds what a cmdlet was given (containers, images, …), all of one record at once, on the engine of each object and on every
/// engine of the cmdlet for a name. What is not there is an error each, in the order of the input.
/// </summary>
/// <param name="cmdlet">Who asks; errors are written through it.</param>
/// <param name="own">The engines that a name is looked up on.</param>
/// <param name="ofObject">The engine of an object; <see langword="null"/> where it has been refused with an error.</param>
internal abstract class TargetFinder<TReference, TTarget>(ContainerToolsCommand cmdlet, Func<IReadOnlyList<EngineEndpoint>> own, Func<TReference, EngineEndpoint?> ofObject)
    where TReference : EngineReference
    where TTarget : EngineTarget
{
    private readonly Dictionary<EngineEndpoint, Task<EngineConnection>> connections = [];
    private readonly HashSet<EngineEndpoint> unreachable = [];

    public IEnumerable<TTarget> Find(IEnumerable<TReference> references)
    {
        var searches = new List<Search>();
        foreach (var reference in references)
        {
            foreach (var endpoint in EnginesOf(reference)) searches.Add(new Search(reference, endpoint, FindAsync(reference, endpoint)));
        }
        foreach (var search in AsTheyAnswer(searches))
        {
            IReadOnlyList<TTarget> targets;
            try
            {
                targets = cmdlet.Wait(_ => search.Found);
            }
            catch (Exception e) when (e is not PipelineStoppedException)
            {
                WriteFailure(e, search);
                continue;
            }
            foreach (var target in targets) yield return target;
        }
    }

    /// <summary>The searches in their order; of several engines, in that in which they answer, so that none waits for another.</summary>
    private IEnumerable<Search> AsTheyAnswer(List<Search> searches)
    {
        if (searches.TrueForAll(search => search.Endpoint == searches[0].Endpoint)) return searches;
        var answered = Channel.CreateUnbounded<Search>();
        foreach (var search in searches) search.Found.ContinueWith(_ => answered.Writer.TryWrite(search), TaskScheduler.Default);
        return searches.Select(_ => cmdlet.Wait(token => answered.Reader.ReadAsync(token).AsTask()));
    }

    private IEnumerable<EngineEndpoint> EnginesOf(TReference reference)
    {
        if (reference.EngineHost is not null) return ofObject(reference) is { } endpoint ? [endpoint] : [];
        return own().Where(engine => !unreachable.Contains(engine));
    }

    /// <summary>An engine that names are looked up on and that is not there is one error, and not one for each name; the only one ends the cmdlet.</summary>
    private void WriteFailure(Exception failure, Search search)
    {
        if (search.Reference.EngineHost is not null || !connections[search.Endpoint].IsFaulted)
        {
            cmdlet.WriteError(Failure(failure, search.Endpoint, search.Reference));
            return;
        }
        if (!unreachable.Add(search.Endpoint)) return;
        var error = Errors.From(failure, search.Endpoint, Errors.Subject.Engine, search.Endpoint.Context ?? search.Endpoint.HostText);
        if (own().Count == 1) cmdlet.ThrowTerminatingError(error);
        cmdlet.WriteError(error);
    }

    /// <summary>Finds what one reference names on one engine.</summary>
    protected abstract Task<IReadOnlyList<TTarget>> FindAsync(TReference reference, EngineConnection engine, EngineEndpoint endpoint, CancellationToken token);

    /// <summary>The error for a reference that could not be resolved.</summary>
    protected abstract ErrorRecord Failure(Exception failure, EngineEndpoint endpoint, TReference reference);

    private async Task<IReadOnlyList<TTarget>> FindAsync(TReference reference, EngineEndpoint endpoint)
    {
        if (!connections.TryGetValue(endpoint, out var connecting)) connections[endpoint] = connecting = cmdlet.ConnectAsync(endpoint, cmdlet.Token);
        return await FindAsync(reference, await connecting.ConfigureAwait(false), endpoint, cmdlet.Token).ConfigureAwait(false);
    }

    private sealed record Search(TReference Reference, EngineEndpoint Endpoint, Task<IReadOnlyList<TTarget>> Found);
}
