namespace ContainerTools.Engine.Waiting;

/// <summary>The container's health check says that it works.</summary>
internal sealed class HealthyGoal : WaitGoal
{
    public override string Wanted => "was healthy";

    public override string Missed(int seconds, Container? container)
    {
        var missed = $"was not healthy within {seconds.Invariant()} s";
        if (container is null) return missed;
        var said = container.HealthLog is not [.., var probe] ? ""
            : $", and its last check ended with exit code {probe.ExitCode?.Invariant()}{(probe.Output.Trim() is { Length: > 0 } output ? $" and said: {DisplayText.Printable(output)}" : "")}";
        return $"{missed}: it is {container.State.ToString().ToLowerInvariant()}, its health is {container.Health.ToString().ToLowerInvariant()}{said}";
    }

    public override async Task<WaitMet> RunAsync(ContainerTarget target, ContainerWatch? watch, CancellationToken token)
    {
        for (ContainerLook? look = null; ;)
        {
            look = await watch!.NextAsync(look, token).ConfigureAwait(false);
            if (!look.HasHealthCheck)
            {
                throw new EngineException("HealthCheckMissing", ErrorCategory.InvalidOperation, null,
                    $"{target.Caption} has no health check, so that it never becomes healthy. -LogPattern, -Port and -Path wait without one, and New-Container -HealthCheck gives it one.");
            }
            if (look.IsRunning && look.Container.Health == ContainerHealth.Healthy) return new WaitMet { Condition = ContainerWaitCondition.Healthy };
            await ThrowIfEndedAsync(target, look, token).ConfigureAwait(false);
        }
    }
}
