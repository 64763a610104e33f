namespace ContainerTools.Engine.Build.Session;

/// <summary>A call that is answered with an error. The message goes to the engine, and from there into its error.</summary>
internal sealed class GrpcException(GrpcStatus status, string message, Exception? cause = null) : Exception(message, cause)
{
    public GrpcStatus Status { get; } = status;
}
