using System.Net;
using ContainerTools.Completion;
using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;
using Docker.DotNet;

namespace ContainerTools.Commands;

/// <summary>Removes networks that nobody is on.</summary>
[Cmdlet(VerbsCommon.Remove, "ContainerNetwork", SupportsShouldProcess = true)]
public sealed class RemoveContainerNetworkCommand : ActionCommand
{
    private NetworkFinder? finder;

    /// <summary>The networks: names, ids, unique prefixes of ids, patterns, or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ContainerNetworkReferenceTransformation]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public ContainerNetworkReference[] Network { get; set; } = [];

    /// <inheritdoc />
    protected override string Action => "Remove";

    private protected override bool GoneIsDone => true;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        finder ??= new NetworkFinder(this, () => [Endpoint], EndpointOf);
        foreach (var target in finder.Find(Network))
        {
            // Whoever removes all does not mean these.
            if (NetworkMapping.IsPredefined(target.Name, driver: null) && target.Reference.IsPattern) WriteVerbose($"{target.Caption} stays: every engine has it.");
            else if (NetworkMapping.IsPredefined(target.Name, driver: null)) WriteError(Errors.NetworkPredefined(target.Name));
            else if (ShouldProcess(target.Caption, Action)) Work.Start(target, RemoveAsync);
        }
    }

    private static async Task<IReadOnlyList<Emission>> RemoveAsync(NetworkTarget target, CancellationToken token)
    {
        try
        {
            await target.Engine.DoAsync(HttpMethod.Delete, target.Path, null, token).ConfigureAwait(false);
            return [];
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.Forbidden && e.ResponseBody?.Contains("has active endpoints", StringComparison.Ordinal) == true)
        {
            var network = await target.InspectAsync(token).ConfigureAwait(false);
            throw new EngineException("NetworkInUse", ErrorCategory.InvalidOperation, null,
                $"The network '{target.Name}' is in use by {string.Join(", ", network.Containers)}. Stop them, or take them off it with Disconnect-ContainerNetwork.", e);
        }
    }
}
