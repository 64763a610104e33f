using Docker.DotNet;

namespace ContainerTools.Engine;

/// <summary>Containers that are paused while a volume of theirs is read, and go on afterwards whatever happens.</summary>
internal sealed class SuspendedContainers(VolumeTarget volume, Action<string> warn) : IAsyncDisposable
{
    /// <summary>How long it may take to let a container go on before that is given up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<ContainerVolumeUser> suspended = [];

    /// <summary>Pauses all that run and use the volume, those too that are started meanwhile.</summary>
    /// <exception cref="EngineException">One cannot be paused.</exception>
    public async Task SuspendAsync(CancellationToken token)
    {
        while (Running(await volume.UsersAsync(token).ConfigureAwait(false)) is { Count: > 0 } running)
        {
            foreach (var user in running)
            {
                try
                {
                    // Sent is sent: it has to be known whether it was paused.
                    await volume.Engine.DoAsync(HttpMethod.Post, $"containers/{user.ContainerId}/pause", null, CancellationToken.None).ConfigureAwait(false);
                    suspended.Add(user);
                }
                catch (DockerApiException e) when (ContainerTarget.IsGone(e) || ContainerTarget.IsNotRunning(e))
                {
                    // It has ended meanwhile.
                }
                catch (DockerApiException e)
                {
                    throw VolumeUse.Refusal(volume, [user], $"It cannot be suspended: {Errors.EngineMessage(e.ResponseBody)}", e);
                }
                token.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Those of a volume's users that may be writing to it.</summary>
    public static IReadOnlyList<ContainerVolumeUser> Running(IEnumerable<ContainerVolumeUser> users) =>
        [.. users.Where(user => user.State is ContainerState.Running or ContainerState.Restarting).DistinctBy(user => user.ContainerId)];

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(suspended.Select(ResumeAsync)).ConfigureAwait(false);
        suspended.Clear();
    }

    private async Task ResumeAsync(ContainerVolumeUser user)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await volume.Engine.DoAsync(HttpMethod.Post, $"containers/{user.ContainerId}/unpause", null, limit.Token).ConfigureAwait(false);
        }
        catch (DockerApiException e) when (ContainerTarget.IsGone(e) || e.ResponseBody?.Contains("is not paused", StringComparison.Ordinal) == true)
        {
            // Somebody was quicker.
        }
        catch (Exception e) when (e is DockerApiException or HttpRequestException or IOException or OperationCanceledException)
        {
            warn($"The container '{user.Name}' was suspended and could not be resumed: {(e is DockerApiException answer ? Errors.EngineMessage(answer.ResponseBody) : e.Message)} Resume-Container does it.");
        }
    }
}
