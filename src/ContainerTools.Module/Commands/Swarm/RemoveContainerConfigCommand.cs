using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Removes configs of a swarm that no service uses.</summary>
[Cmdlet(VerbsCommon.Remove, "ContainerConfig", SupportsShouldProcess = true)]
public sealed class RemoveContainerConfigCommand : ActionCommand
{
    private SwarmFinder<ContainerConfigReference>? finder;

    /// <summary>The configs: names, ids, unique prefixes of ids, patterns, or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ContainerConfigReferenceTransformation]
    [ArgumentCompleter(typeof(ConfigCompleter))]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    public ContainerConfigReference[] Config { get; set; } = [];

    /// <inheritdoc />
    protected override string Action => "Remove";

    private protected override bool GoneIsDone => true;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        finder ??= new SwarmFinder<ContainerConfigReference>(this, () => [Endpoint], EndpointOf, SwarmKind.Config);
        foreach (var target in finder.Find(Config))
        {
            if (ShouldProcess(target.Caption, Action)) Work.Start(target, RemoveAsync);
        }
    }

    private static async Task<IReadOnlyList<Emission>> RemoveAsync(SwarmTarget target, CancellationToken token)
    {
        await target.Engine.DoAsync(HttpMethod.Delete, target.Path, null, token).ConfigureAwait(false);
        return [];
    }
}
