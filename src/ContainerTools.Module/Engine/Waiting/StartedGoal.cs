namespace ContainerTools.Engine.Waiting;

/// <summary>A container that has just been started works: its health check says so or, without one, it has not failed at once.</summary>
internal sealed class StartedGoal : WaitGoal
{
    private readonly HealthyGoal healthy = new();
    private bool hasHealthCheck;

    public override string Wanted => hasHealthCheck ? healthy.Wanted : "could be seen running";

    public override string Missed(int seconds, Container? container) => hasHealthCheck ? healthy.Missed(seconds, container) : $"could not be seen running within {seconds.Invariant()} s";

    public override async Task<WaitMet> RunAsync(ContainerTarget target, ContainerWatch? watch, CancellationToken token)
    {
        var look = await watch!.NextAsync(null, token).ConfigureAwait(false);
        hasHealthCheck = look.HasHealthCheck;
        if (hasHealthCheck) return await healthy.RunAsync(target, watch, token).ConfigureAwait(false);
        // One that has done its work already is no failure.
        if (look.Container.ExitCode != 0) await ThrowIfEndedAsync(target, look, token).ConfigureAwait(false);
        return new WaitMet { Condition = ContainerWaitCondition.Running };
    }
}
