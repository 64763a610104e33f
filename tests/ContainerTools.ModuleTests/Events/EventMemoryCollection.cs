namespace ContainerTools.ModuleTests.Events;

/// <summary>
/// Tests of what an engine still knows of the past. It keeps its last 256 events, which other tests beside these would push out
/// within a second: health checks alone are three events a probe.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EventMemoryCollection
{
    public const string Name = "Event memory";
}
