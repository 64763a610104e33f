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
    private readonly HashSet<EngineEndpoint> connected = [];
    private readonly HashSet<EngineEndpoint> unreachable = [];

    public IEnumerable<TTarget> Find(IEnumerable<TReference> references)
    {
        var finding = new List<(TReference Reference, EngineEndpoint Endpoint, Task<IReadOnlyList<TTarget>> Found)>();
        foreach (var reference in references)
        {
            foreach (var endpoint in EnginesOf(reference)) finding.Add((reference, endpoint, FindAsync(reference, endpoint)));
        }
        foreach (var (reference, endpoint, found) in finding)
        {
            IReadOnlyList<TTarget> targets;
            try
            {
                targets = cmdlet.Wait(_ => found);
            }
            catch (Exception e) when (e is not PipelineStoppedException)
            {
                cmdlet.WriteError(Failure(e, endpoint, reference));
                continue;
            }
            foreach (var target in targets) yield return target;
        }
    }

    private IEnumerable<EngineEndpoint> EnginesOf(TReference reference)
    {
        if (reference.EngineHost is not null) return ofObject(reference) is { } endpoint ? [endpoint] : [];
        var engines = own();
        foreach (var engine in engines) Connect(engine, isOnly: engines.Count == 1);
        return engines.Where(e => !unreachable.Contains(e));
    }

    /// <summary>Connects once, so that an engine that is not there is one error and not one for each name.</summary>
    private void Connect(EngineEndpoint endpoint, bool isOnly)
    {
        if (connected.Contains(endpoint) || unreachable.Contains(endpoint)) return;
        try
        {
            cmdlet.Wait(token => cmdlet.ConnectAsync(endpoint, token));
            connected.Add(endpoint);
        }
        catch (Exception e) when (e is not PipelineStoppedException)
        {
            var error = Errors.From(e, endpoint, Errors.Subject.Engine, endpoint.Context ?? endpoint.HostText);
            if (isOnly) cmdlet.ThrowTerminatingError(error);
            cmdlet.WriteError(error);
            unreachable.Add(endpoint);
        }
    }

    /// <summary>Finds what one reference names on one engine.</summary>
    protected abstract Task<IReadOnlyList<TTarget>> FindAsync(TReference reference, EngineConnection engine, EngineEndpoint endpoint, CancellationToken token);

    /// <summary>The error for a reference that could not be resolved.</summary>
    protected abstract ErrorRecord Failure(Exception failure, EngineEndpoint endpoint, TReference reference);

    private async Task<IReadOnlyList<TTarget>> FindAsync(TReference reference, EngineEndpoint endpoint) =>
        await FindAsync(reference, await cmdlet.ConnectAsync(endpoint, cmdlet.Token).ConfigureAwait(false), endpoint, cmdlet.Token).ConfigureAwait(false);
}
