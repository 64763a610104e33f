using Docker.DotNet;

namespace ContainerTools.Engine;

/// <summary>Waits for what a container does, told by the engine and not by asking again and again.</summary>
internal static class ContainerWait
{
    /// <summary>How long a look at the container is trusted while the engine tells nothing: it announces its events before it has subscribed us to them.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <summary>Waits until the condition is met.</summary>
    /// <returns>The exit code, where the condition has one.</returns>
    /// <exception cref="DockerApiException">404: the container has gone.</exception>
    /// <exception cref="EngineException">The engine says that the wait ended otherwise.</exception>
    public static async Task<int?> WaitAsync(ContainerTarget target, ContainerWaitCondition condition, CancellationToken token)
    {
        if (condition == ContainerWaitCondition.Running)
        {
            await RunningAsync(target, token).ConfigureAwait(false);
            return null;
        }
        try
        {
            return await EndAsync(target, condition, token).ConfigureAwait(false);
        }
        catch (DockerApiException e) when (condition == ContainerWaitCondition.Removed && ContainerTarget.IsGone(e))
        {
            return null;
        }
    }

    private static async Task<int?> EndAsync(ContainerTarget target, ContainerWaitCondition condition, CancellationToken token)
    {
        var word = condition switch
        {
            ContainerWaitCondition.NextExit => "next-exit",
            ContainerWaitCondition.Removed => "removed",
            _ => "not-running",
        };
        var answer = await target.Engine.GetAsync(HttpMethod.Post, target.Path("/wait"), new Query().Add("condition", word), null, token).ConfigureAwait(false);
        if (answer.Child("Error").TextOrNull("Message") is { } problem)
        {
            throw new EngineException("WaitFailed", ErrorCategory.InvalidResult, null, $"The wait for {target.Caption} ended with an error of the engine: {problem}");
        }
        var code = answer.Integer("StatusCode");
        // Of a container that was never started the engine says 0, and podman -1.
        if (code is 0 or -1 && condition == ContainerWaitCondition.NotRunning && target.State is null or ContainerState.Created
            && (await target.InspectAsync(token).ConfigureAwait(false)).State == ContainerState.Created)
        {
            return null;
        }
        return code;
    }

    private static async Task RunningAsync(ContainerTarget target, CancellationToken token)
    {
        using var listening = CancellationTokenSource.CreateLinkedTokenSource(token);
        var filters = new FilterMap().Add("type", ["container"]).Add("container", [target.Id]).Add("event", ["start", "unpause", "destroy"]);
        using var response = await target.Engine.SendAsync(HttpMethod.Get, "events", new Query().Add(filters), null, token).ConfigureAwait(false);
        using var events = new StreamReader(await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false));
        try
        {
            await FirstRunAsync(target, events, listening.Token).ConfigureAwait(false);
        }
        finally
        {
            await listening.CancelAsync().ConfigureAwait(false);
        }
    }

    private static async Task FirstRunAsync(ContainerTarget target, StreamReader events, CancellationToken token)
    {
        var next = events.ReadLineAsync(token).AsTask();
        while ((await target.InspectAsync(token).ConfigureAwait(false)).State != ContainerState.Running)
        {
            if (await Task.WhenAny(next, Task.Delay(LookAgain, token)).ConfigureAwait(false) != next) continue;
            var line = await next.ConfigureAwait(false) ?? throw new IOException("the engine ended its stream of events");
            // One that ran and ended before it could be looked at did run.
            if (line.Contains("\"start\"", StringComparison.Ordinal) || line.Contains("\"unpause\"", StringComparison.Ordinal)) return;
            next = events.ReadLineAsync(token).AsTask();
        }
    }
}
