namespace ContainerTools.FaultEngine;

/// <summary>A call of every kind that <see cref="SmallEngine"/> answers.</summary>
public static class Calls
{
    public static IReadOnlyList<string> All { get; } =
    [
        "Get-Container", "Get-Container web -Detailed", "Get-ContainerLog web", "Get-ContainerProcess web", "Get-ContainerStats web", "Get-ContainerChange web",
        "Invoke-ContainerExec web -Command a", "'in' | Invoke-ContainerExec web -Command a", "Get-ContainerContent web /file", "Get-ContainerImage", "Get-ContainerEvent",
    ];

    /// <summary>The same as script blocks, with commas between them.</summary>
    public static string Script => string.Join(", ", All.Select(call => $"{{ {call} }}"));
}
