namespace ContainerTools.Engine.Waiting;

/// <summary>A container ended before what was waited for had come.</summary>
internal sealed class ContainerEndedException(Container container, IReadOnlyList<ContainerLogEntry> lastLines) : Exception("the container ended")
{
    public Container Container { get; } = container;

    public IReadOnlyList<ContainerLogEntry> LastLines { get; } = lastLines;
}
