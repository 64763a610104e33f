namespace ContainerTools.Commands;

/// <summary>
/// "Do this to these", whatever they are: a cmdlet that changes several things at once and writes results and errors in the order of
/// the input. What finds them is in the base of each kind.
/// </summary>
public abstract class ActionCommand : EngineCommand
{
    /// <summary>How many are worked on at once.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int ThrottleLimit { get; set; } = 16;

    /// <summary>What is done, in words, for <c>-WhatIf</c> and <c>-Confirm</c>.</summary>
    protected abstract string Action { get; }

    /// <summary>Whether what an object named and that has gone meanwhile is as good as done.</summary>
    private protected virtual bool GoneIsDone => false;

    private protected override TargetWork NewWork() => new(this, ThrottleLimit, finish: true) { GoneIsDone = GoneIsDone };

    /// <summary>Writes progress and the like while the work goes on; from any thread.</summary>
    private protected void Tell(Emission emission) => Work.Tell(emission);
}
