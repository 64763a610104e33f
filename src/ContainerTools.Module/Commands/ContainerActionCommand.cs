using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>
/// "Do this to these containers": finds them, asks, acts on several at once, and writes results and errors in the order of the
/// input. A leaf says what it is called and which request it is.
/// </summary>
public abstract class ContainerActionCommand : ActionCommand
{
    private ContainerFinder? finder;

    /// <summary>The containers: names, ids, unique prefixes of ids, patterns, or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ContainerReferenceTransformation]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public virtual ContainerReference[] Container { get; set; } = [];

    /// <summary>Acts on one container, off the pipeline's thread.</summary>
    /// <returns>What reaches the pipeline.</returns>
    private protected abstract Task<IReadOnlyList<Emission>> ActAsync(ContainerTarget target, CancellationToken token);

    /// <summary>
    /// The act as it is started for the containers of this record. Where a further parameter differs from record to record, a
    /// leaf keeps its value here: by the time the act runs, the next record may have been bound.
    /// </summary>
    private protected virtual Func<ContainerTarget, CancellationToken, Task<IReadOnlyList<Emission>>> Prepare() => ActAsync;

    /// <summary>What finds the containers.</summary>
    private protected virtual ContainerFinder NewFinder() => new(this, () => [Endpoint], EndpointOf);

    /// <summary>Words about one container that <c>-WhatIf</c> shows beside its name.</summary>
    private protected virtual string Caption(ContainerTarget target) => target.Caption;

    /// <summary>Refuses a container before anything is asked or done, with an error that it writes.</summary>
    private protected virtual bool Accept(ContainerTarget target) => true;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        finder ??= NewFinder();
        foreach (var target in finder.Find(Container))
        {
            if (Accept(target) && ShouldProcess(Caption(target), Action)) Work.Start(target, Prepare());
        }
    }
}
