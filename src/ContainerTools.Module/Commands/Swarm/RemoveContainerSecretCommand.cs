using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Removes secrets of a swarm that no service uses.</summary>
[Cmdlet(VerbsCommon.Remove, "ContainerSecret", SupportsShouldProcess = true)]
public sealed class RemoveContainerSecretCommand : ActionCommand
{
    private SwarmFinder<ContainerSecretReference>? finder;

    /// <summary>The secrets: names, ids, unique prefixes of ids, patterns, or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ContainerSecretReferenceTransformation]
    [ArgumentCompleter(typeof(SecretCompleter))]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    public ContainerSecretReference[] Secret { get; set; } = [];

    /// <inheritdoc />
    protected override string Action => "Remove";

    private protected override bool GoneIsDone => true;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        finder ??= new SwarmFinder<ContainerSecretReference>(this, () => [Endpoint], EndpointOf, SwarmKind.Secret);
        foreach (var target in finder.Find(Secret))
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
