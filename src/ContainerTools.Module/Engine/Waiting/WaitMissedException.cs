namespace ContainerTools.Engine.Waiting;

/// <summary>What was waited for has not come.</summary>
/// <param name="ended">The container's end, where that is why; otherwise the time was over.</param>
internal sealed class WaitMissedException(string message, ContainerEndedException? ended) : Exception(message)
{
    public ContainerEndedException? Ended { get; } = ended;
}
