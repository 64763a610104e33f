namespace ContainerTools.Engine.Transport;

/// <summary>A connection by ssh that could not be made, or that has ended, and what ssh said.</summary>
internal sealed class SshException(string errorId, ErrorCategory category, string message) : IOException(message)
{
    public string ErrorId { get; } = errorId;

    public ErrorCategory Category { get; } = category;
}
