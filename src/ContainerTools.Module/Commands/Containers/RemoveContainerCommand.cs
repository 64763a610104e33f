using System.Net;
using ContainerTools.Completion;
using ContainerTools.Engine;
using Docker.DotNet;

namespace ContainerTools.Commands;

/// <summary>Removes containers, and with them all that was written into them.</summary>
[Cmdlet(VerbsCommon.Remove, "Container", SupportsShouldProcess = true)]
[ActsOn(ContainerState.Created, ContainerState.Exited, ContainerState.Dead, UnlessForced = true)]
public sealed class RemoveContainerCommand : ContainerActionCommand
{
    /// <summary>Kills a container that still runs.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Removes its anonymous volumes too.</summary>
    [Parameter]
    [Alias("Volumes")]
    public SwitchParameter RemoveVolume { get; set; }

    /// <inheritdoc />
    protected override string Action => (Force ? "Kill and remove" : "Remove") + (RemoveVolume ? " with its anonymous volumes" : "");

    /// <summary>What is removed should be recognised: its image and its age stand beside its name.</summary>
    private protected override string Caption(ContainerTarget target)
    {
        if (target.Known is not { } known) return target.Caption;
        var created = known.Created is { } birth ? $", created {DisplayText.Age(birth)}" : "";
        var ended = known.FinishedAt is { } end ? $", ended {DisplayText.Age(end)}" : "";
        return $"{target.Caption}, {known.Image}{created}{ended}";
    }

    private protected override async Task<IReadOnlyList<Emission>> ActAsync(ContainerTarget target, CancellationToken token)
    {
        try
        {
            await target.Engine.DoAsync(HttpMethod.Delete, target.Path(), new Query().Add("v", RemoveVolume).Add("force", Force), token).ConfigureAwait(false);
            return [];
        }
        catch (DockerApiException e) when (!target.Reference.IsLiteral && ContainerTarget.IsGone(e))
        {
            return [new Emission.Verbose($"{target.Caption} has gone already.")];
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.Conflict && e.ResponseBody?.Contains("is already in progress", StringComparison.Ordinal) == true)
        {
            await AwaitRemovalAsync(target, token).ConfigureAwait(false);
            return [new Emission.Verbose($"{target.Caption} was being removed already.")];
        }
    }

    /// <summary>Somebody else removes it: when this cmdlet ends, it is to be gone all the same, and its name free.</summary>
    private static async Task AwaitRemovalAsync(ContainerTarget target, CancellationToken token)
    {
        try
        {
            await target.Engine.GetAsync(HttpMethod.Post, target.Path("/wait"), new Query().Add("condition", "removed"), null, token).ConfigureAwait(false);
        }
        catch (DockerApiException e) when (ContainerTarget.IsGone(e))
        {
            // It was quicker than the question.
        }
    }
}
