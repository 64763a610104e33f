using ContainerTools.Engine.Mapping;

namespace ContainerTools.Engine.Waiting;

/// <summary>What a container was doing when it was looked at.</summary>
/// <param name="Json">The engine's inspect answer.</param>
/// <param name="Container">The same as a user gets it.</param>
/// <param name="HasStarted">Whether it has been started since the watch began, even if it has ended again.</param>
/// <param name="LogStart">The time from which on its log is that of its last run; <see langword="null"/> before the first.</param>
internal sealed record ContainerLook(JsonElement Json, Container Container, bool HasStarted, DateTimeOffset? LogStart)
{
    private static readonly TimeSpan LongestSlack = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongSlack = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan ShortSlack = TimeSpan.FromMilliseconds(20);

    /// <summary>Engine 27, the first that does.</summary>
    private static readonly Version StartFirst = new(1, 46);

    public bool IsRunning => Container.State == ContainerState.Running;

    /// <summary>Whether it has ended and nothing is about to start it again.</summary>
    public bool HasEnded => Container.State is ContainerState.Exited or ContainerState.Dead;

    public bool HasHealthCheck => Json.Child("Config").Child("Healthcheck").Texts("Test") is [not "NONE", ..];

    /// <summary>Looks at a container now.</summary>
    /// <param name="earlier">The look before, which may know more of the same run.</param>
    public static async Task<ContainerLook> TakeAsync(ContainerTarget target, bool hasStarted, ContainerLook? earlier, CancellationToken token)
    {
        var json = await target.Engine.GetAsync(target.Path("/json"), null, token).ConfigureAwait(false);
        var container = ContainerMapping.FromInspect(json, target.Endpoint);
        var isSameRun = earlier?.LogStart is not null && earlier.Container.StartedAt == container.StartedAt;
        return new ContainerLook(json, container, hasStarted, isSameRun ? earlier!.LogStart : LogStartOf(container, target.Engine.Version.Api >= StartFirst));
    }

    /// <summary>The same look, where its log may have begun long before the engine noted the start.</summary>
    public ContainerLook WithLongestLog() => this with { LogStart = Container.StartedAt - LongestSlack };

    /// <summary>
    /// Older engines note the start when the process runs already, and may have logged its first lines before, by milliseconds,
    /// or more on a busy machine. The run before it ended about as long before the start as starting takes, so that the middle
    /// between the two parts them. Of a container that has ended again that time is not known any more.
    /// </summary>
    private static DateTimeOffset? LogStartOf(Container container, bool notesStartFirst)
    {
        if (container.StartedAt is not { } start) return null;
        if (container.State is not (ContainerState.Running or ContainerState.Paused) || container.FinishedAt is not { } end || end > start) return start - (notesStartFirst ? ShortSlack : LongSlack);
        var half = (start - end) / 2;
        return start - (half < LongestSlack ? half : LongestSlack);
    }
}
