using Docker.DotNet;

namespace ContainerTools.Engine.Stacks;

/// <summary>Removes the parts of a stack.</summary>
internal static class StackRemoval
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Removes its services, then its secrets, configs and networks.</summary>
    /// <returns>The failures, each with the part that it is about.</returns>
    public static async Task<IReadOnlyList<(Errors.Subject Kind, string Name, Exception Failure)>> RunAsync(EngineConnection engine, ContainerStack stack, CancellationToken token)
    {
        var failures = new List<(Errors.Subject, string, Exception)>();
        await AllAsync(stack.Services, Errors.Subject.Service, SwarmKind.Service.PathOf).ConfigureAwait(false);
        await AllAsync(stack.Secrets, Errors.Subject.Secret, SwarmKind.Secret.PathOf).ConfigureAwait(false);
        await AllAsync(stack.Configs, Errors.Subject.Config, SwarmKind.Config.PathOf).ConfigureAwait(false);
        await AllAsync(stack.Networks, Errors.Subject.Network, NetworkTarget.PathOf).ConfigureAwait(false);
        if (failures.Count == 0) await GoneAsync(engine, stack.Networks, token).ConfigureAwait(false);
        return failures;

        Task AllAsync(IEnumerable<string> names, Errors.Subject kind, Func<string, string> path) => Task.WhenAll(names.Select(async name =>
        {
            try
            {
                await RemoveAsync(engine, path(name), token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException && !SwarmTarget.IsGone(e) && !NetworkTarget.IsGone(e))
            {
                lock (failures) failures.Add((kind, name, e));
            }
            catch (DockerApiException)
            {
                // It has gone already.
            }
        }));
    }

    /// <summary>The managers forget a network a moment before the engine does: who deploys the stack again must not find it.</summary>
    private static async Task GoneAsync(EngineConnection engine, IReadOnlyList<string> networks, CancellationToken token)
    {
        for (var watch = System.Diagnostics.Stopwatch.StartNew(); networks.Count > 0 && watch.Elapsed < Patience; await Task.Delay(Pause, token).ConfigureAwait(false))
        {
            if (!(await SwarmNetworks.ListAsync(engine, null, token).ConfigureAwait(false)).Items().Any(network => networks.Contains(network.Text("Name")))) return;
        }
    }

    /// <summary>A network is in use until the tasks on it have ended; they have been told to.</summary>
    private static async Task RemoveAsync(EngineConnection engine, string path, CancellationToken token)
    {
        for (var watch = System.Diagnostics.Stopwatch.StartNew(); ; await Task.Delay(Pause, token).ConfigureAwait(false))
        {
            try
            {
                await engine.DoAsync(HttpMethod.Delete, path, null, token).ConfigureAwait(false);
                return;
            }
            catch (DockerApiException e) when (watch.Elapsed < Patience && Errors.EngineMessage(e.ResponseBody) is var message
                && (message.Contains("in use", StringComparison.Ordinal) || message.Contains("active endpoints", StringComparison.Ordinal)))
            {
                // Again after a while.
            }
        }
    }
}
