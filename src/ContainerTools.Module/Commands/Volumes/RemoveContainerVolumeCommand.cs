using System.Net;
using ContainerTools.Completion;
using ContainerTools.Engine;
using Docker.DotNet;

namespace ContainerTools.Commands;

/// <summary>Removes volumes that no container uses, and with them all that is in them.</summary>
[Cmdlet(VerbsCommon.Remove, "ContainerVolume", SupportsShouldProcess = true)]
public sealed class RemoveContainerVolumeCommand : ActionCommand
{
    private VolumeFinder? finder;

    /// <summary>The volumes: names, patterns, or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ContainerVolumeReferenceTransformation]
    [Alias("Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(VolumeCompleter))]
    public ContainerVolumeReference[] Volume { get; set; } = [];

    /// <summary>Also forgets a volume whose driver is not there any more; a name that is not there is no error then.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override string Action => "Remove";

    private protected override bool GoneIsDone => true;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        finder ??= new VolumeFinder(this, () => [Endpoint], EndpointOf) { KeepsUnknown = Force };
        foreach (var target in finder.Find(Volume))
        {
            if (ShouldProcess(target.Caption, Action)) Work.Start(target, RemoveAsync);
        }
    }

    private async Task<IReadOnlyList<Emission>> RemoveAsync(VolumeTarget target, CancellationToken token)
    {
        try
        {
            await target.Engine.DoAsync(HttpMethod.Delete, target.Path, new Query().Add("force", Force), token).ConfigureAwait(false);
            return [];
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.Conflict)
        {
            var users = await target.UsersAsync(token).ConfigureAwait(false);
            if (users.Count == 0) throw;
            throw VolumeUse.Refusal(target, users, "Remove these containers first: one that is stopped holds its volumes too.", e);
        }
    }
}
