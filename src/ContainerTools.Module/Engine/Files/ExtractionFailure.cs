namespace ContainerTools.Engine.Files;

/// <summary>Why unpacking cannot go on at all.</summary>
/// <param name="cause">What was thrown.</param>
/// <param name="isLocal">Whether the local disk is at fault, and not the archive.</param>
internal sealed class ExtractionFailure(Exception cause, bool isLocal) : Exception(cause.Message, cause)
{
    public bool IsLocal => isLocal;
}
