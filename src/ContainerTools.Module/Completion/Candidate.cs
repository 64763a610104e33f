namespace ContainerTools.Completion;

/// <summary>Something to propose.</summary>
/// <param name="Text">What is inserted, without quotes.</param>
/// <param name="ToolTip">What it is; empty where the text says all.</param>
/// <param name="Type">What kind of thing it is to an editor.</param>
internal sealed record Candidate(string Text, string ToolTip, CompletionResultType Type = CompletionResultType.ParameterValue)
{
    /// <summary>Whether PowerShell proposed it: it fits and is quoted already.</summary>
    public bool IsReady { get; init; }
}
