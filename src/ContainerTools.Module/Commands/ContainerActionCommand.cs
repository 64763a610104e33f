using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>
/// "Do this to these containers": finds them, asks, acts on several at once, and writes results and errors in the order of the
/// input. A leaf says what it is called and which request it is.
/// </summary>
public abstract class ContainerActionCommand : EngineCommand
{
    private OrderedWork? work;

    /// <summary>The containers: names, ids, unique prefixes of ids, patterns, or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ContainerReferenceTransformation]
    [Alias("Name", "Id")]
    public ContainerReference[] Container { get; set; } = [];

    /// <summary>How many containers are worked on at once.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int ThrottleLimit { get; set; } = 16;

    /// <summary>What is done, in words, for <c>-WhatIf</c> and <c>-Confirm</c>.</summary>
    protected abstract string Action { get; }

    /// <summary>Whether a container that an object named and that has gone meanwhile is as good as done.</summary>
    protected virtual bool GoneIsDone => false;

    /// <summary>Acts on one container, off the pipeline's thread.</summary>
    /// <returns>What reaches the pipeline.</returns>
    private protected abstract Task<IReadOnlyList<Emission>> ActAsync(ContainerTarget target, CancellationToken token);

    /// <summary>Words about one container that <c>-WhatIf</c> shows beside its name.</summary>
    private protected virtual string Caption(ContainerTarget target) => target.Caption;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        work ??= new OrderedWork(ThrottleLimit);
        foreach (var target in Resolve())
        {
            if (!ShouldProcess(Caption(target), Action)) continue;
            try
            {
                work.Start(token => GuardAsync(target, token), Token);
            }
            catch (OperationCanceledException)
            {
                throw new PipelineStoppedException();
            }
            work.WriteFinished(this, Token);
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing() => work?.WriteAll(this, Token);

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing) work?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Finds what this record names, all at once; what is not there is an error each.</summary>
    private IEnumerable<ContainerTarget> Resolve()
    {
        var finding = new List<(ContainerReference Reference, EngineEndpoint Endpoint, Task<IReadOnlyList<ContainerTarget>> Found)>();
        foreach (var reference in Container)
        {
            if (EndpointOf(reference) is not { } endpoint) continue;
            if (!reference.IsObject) Connect();
            finding.Add((reference, endpoint, FindAsync(reference, endpoint)));
        }
        foreach (var (reference, endpoint, found) in finding)
        {
            IReadOnlyList<ContainerTarget> targets;
            try
            {
                targets = Wait(_ => found);
            }
            catch (Exception e) when (e is not PipelineStoppedException)
            {
                WriteError(ContainerTarget.IsGone(e) ? Errors.ContainerNotFound(reference.Text) : Errors.From(e, endpoint, Errors.Subject.Container, reference.Text));
                continue;
            }
            foreach (var target in targets) yield return target;
        }
    }

    private async Task<IReadOnlyList<ContainerTarget>> FindAsync(ContainerReference reference, EngineEndpoint endpoint) =>
        await ContainerTarget.FindAsync(reference, await ConnectAsync(endpoint, Token).ConfigureAwait(false), endpoint, Token).ConfigureAwait(false);

    private async Task<IReadOnlyList<Emission>> GuardAsync(ContainerTarget target, CancellationToken token)
    {
        try
        {
            return await ActAsync(target, token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !token.IsCancellationRequested)
        {
            if (GoneIsDone && target.Reference.IsObject && ContainerTarget.IsGone(e)) return [new Emission.Verbose($"{target.Caption} has gone already.")];
            return [new Emission.Failure(Errors.From(e, target.Endpoint, Errors.Subject.Container, target.Reference.Text))];
        }
    }
}
