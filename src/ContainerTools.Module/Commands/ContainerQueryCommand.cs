using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>
/// "Tell me this of these containers": finds them, an object on its own engine and a name on every engine of the cmdlet, and
/// hands each to the leaf. <see cref="ContainerReadCommand"/> is for what one call a container answers.
/// </summary>
public abstract class ContainerQueryCommand : EngineQueryCommand
{
    private ContainerFinder? finder;

    /// <summary>The containers: names, ids, unique prefixes of ids, patterns, or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ContainerReferenceTransformation]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public virtual ContainerReference[] Container { get; set; } = [];

    /// <summary>Takes one container that was found, on the pipeline's thread, in the order of the input.</summary>
    private protected abstract void Take(ContainerTarget target);

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        finder ??= new ContainerFinder(this, () => EngineEndpoints, EndpointOf);
        foreach (var target in finder.Find(Container)) Take(target);
    }
}
