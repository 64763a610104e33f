namespace ContainerTools.Engine.Streams;

/// <summary>A container could not be started.</summary>
/// <param name="result">The exit code that stands for the reason in a shell, and the engine's words as its error output.</param>
internal sealed class ContainerStartException(ContainerRunResult result, string message, Exception cause) : Exception(message, cause)
{
    public ContainerRunResult Result { get; } = result;
}
