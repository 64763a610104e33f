using ContainerTools.Engine.Events;
using ContainerTools.Engine.Files;

namespace ContainerTools.Engine.Waiting;

/// <summary>Something is at a path in the container.</summary>
internal sealed class PathGoal(string path) : WaitGoal
{
    public override string Wanted => $"had '{path}'";

    public override string Missed(int seconds, Container? container) => $"had no '{path}' within {seconds.Invariant()} s";

    public override async Task<WaitMet> RunAsync(ContainerTarget target, ContainerWatch? watch, CancellationToken token)
    {
        var pause = new GoalPause();
        while (true)
        {
            // The look comes first: what an ended container has not got it will not get.
            var look = watch!.Current ?? await watch.NextAsync(null, token).ConfigureAwait(false);
            try
            {
                if (await ContainerFileSystem.StatAsync(new ContainerPlace(target, path), token).ConfigureAwait(false) is not null) return new WaitMet { Path = path };
            }
            catch (Exception e) when (Outage.Is(e))
            {
                // The watch tells if it does not come back.
            }
            await ThrowIfEndedAsync(target, look, token).ConfigureAwait(false);
            await watch.PauseAsync(look, pause.Take(), token).ConfigureAwait(false);
        }
    }
}
