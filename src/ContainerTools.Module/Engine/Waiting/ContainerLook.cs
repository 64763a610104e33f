using ContainerTools.Engine.Mapping;

namespace ContainerTools.Engine.Waiting;

/// <summary>What a container was doing when it was looked at.</summary>
/// <param name="Json">The engine's inspect answer.</param>
/// <param name="Container">The same as a user gets it.</param>
/// <param name="NotesStartFirst">Whether the engine notes the time of a start before the process runs.</param>
/// <param name="HasStarted">Whether it has been started since the watch began, even if it has ended again.</param>
internal sealed record ContainerLook(JsonElement Json, Container Container, bool NotesStartFirst, bool HasStarted)
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

    /// <summary>
    /// The time from which on its log is that of its last run; <see langword="null"/> before the first. Older engines note the
    /// start when the process runs already, and may have logged its first lines before, by milliseconds, or more on a busy
    /// machine. The run before it ended about as long before the start as starting takes, so that the middle between the two
    /// parts them. Of a container that has ended again that time is not known any more.
    /// </summary>
    public DateTimeOffset? LogStart
    {
        get
        {
            if (Container.StartedAt is not { } start) return null;
            if (Container.State is not (ContainerState.Running or ContainerState.Paused) || Container.FinishedAt is not { } end || end > start) return start - (NotesStartFirst ? ShortSlack : LongSlack);
            var half = (start - end) / 2;
            return start - (half < LongestSlack ? half : LongestSlack);
        }
    }

    public static async Task<ContainerLook> TakeAsync(ContainerTarget target, bool hasStarted, CancellationToken token)
    {
        var json = await target.Engine.GetAsync(target.Path("/json"), null, token).ConfigureAwait(false);
        return new ContainerLook(json, ContainerMapping.FromInspect(json, target.Endpoint), target.Engine.Version.Api >= StartFirst, hasStarted);
    }
}
