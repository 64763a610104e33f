using System.Text.RegularExpressions;

namespace ContainerTools.Engine.Waiting;

/// <summary>What is waited for, of each container.</summary>
internal sealed record WaitWishes
{
    public ContainerWaitCondition? Condition { get; init; }

    /// <summary>Whether it shall work after its start.</summary>
    public bool Started { get; init; }

    public IReadOnlyList<Regex> LogPatterns { get; init; } = [];

    public IReadOnlyList<int> Ports { get; init; } = [];

    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Whether one of them is enough.</summary>
    public bool Any { get; init; }

    /// <summary>The goals of one container.</summary>
    public List<WaitGoal> Goals() =>
    [
        .. Condition is { } condition ? [GoalOf(condition)] : Array.Empty<WaitGoal>(),
        .. Started ? [new StartedGoal()] : Array.Empty<WaitGoal>(),
        .. LogPatterns.Select(pattern => new LogGoal(pattern)),
        .. Ports.Select(port => new PortGoal(port)),
        .. Paths.Select(path => new PathGoal(path)),
    ];

    private static WaitGoal GoalOf(ContainerWaitCondition condition) => condition switch
    {
        ContainerWaitCondition.Running => new RunningGoal(),
        ContainerWaitCondition.Healthy => new HealthyGoal(),
        _ => new EndGoal(condition),
    };
}
