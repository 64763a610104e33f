namespace ContainerTools.Engine;

/// <summary>A failure that already knows what its error record says.</summary>
internal sealed class EngineException(string errorId, ErrorCategory category, object? target, string message, Exception? cause = null)
    : Exception(message, cause)
{
    public string ErrorId { get; } = errorId;

    public ErrorCategory Category { get; } = category;

    public object? Target { get; } = target;
}
