namespace ContainerTools;

/// <summary>
/// What an error record of this module carries: a message for a person, the engine's HTTP status where the engine answered,
/// and the original failure as <see cref="Exception.InnerException"/>.
/// </summary>
public sealed class ContainerToolsException : Exception
{
    /// <summary>Makes an exception with nothing to say.</summary>
    public ContainerToolsException() { }

    /// <summary>Makes an exception with a message.</summary>
    /// <param name="message">What went wrong and what to do about it.</param>
    public ContainerToolsException(string message) : base(message) { }

    /// <summary>Makes an exception with a message and its cause.</summary>
    /// <param name="message">What went wrong and what to do about it.</param>
    /// <param name="innerException">The original failure.</param>
    public ContainerToolsException(string message, Exception? innerException) : base(message, innerException) { }

    /// <summary>The HTTP status of the engine's answer, or <see langword="null"/> where no engine answered.</summary>
    public int? StatusCode { get; init; }

    /// <summary>What there was until the failure, such as a <see cref="ContainerExecResult"/> of a command that took too long.</summary>
    public object? Result { get; init; }
}
