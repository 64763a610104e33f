namespace ContainerTools.Engine.Waiting;

/// <summary>The container runs, or has been started; one that has ended may be started by somebody.</summary>
internal sealed class RunningGoal : WaitGoal
{
    public override string Wanted => "ran";

    public override string Missed(int seconds, Container? container) => $"did not run within {seconds.Invariant()} s";

    public override async Task<WaitMet> RunAsync(ContainerTarget target, ContainerWatch? watch, CancellationToken token)
    {
        ContainerLook? look = null;
        do
        {
            look = await watch!.NextAsync(look, token).ConfigureAwait(false);
        }
        // One that ran and ended before it could be looked at did run.
        while (!look.IsRunning && !look.HasStarted);
        return new WaitMet { Condition = ContainerWaitCondition.Running };
    }
}
