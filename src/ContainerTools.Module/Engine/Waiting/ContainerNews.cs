using System.Collections.Concurrent;
using System.Threading.Channels;
using ContainerTools.Engine.Events;

namespace ContainerTools.Engine.Waiting;

/// <summary>
/// What happens to the containers of one engine, for all that wait there: one stream of events, which goes on across a restart
/// of the engine. It begins at a time that the engine's clock showed before it was opened, so that it has no hole.
/// </summary>
internal sealed class ContainerNews
{
    /// <summary>How long an engine may be away until waiting for it makes no sense any more.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly string[] Actions = ["start", "die", "pause", "unpause", "health_status", "destroy"];

    private readonly ConcurrentDictionary<string, ConcurrentBag<ChannelWriter<string>>> readers = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? failure;

    private ContainerNews() { }

    /// <summary>Opens the stream of an engine.</summary>
    /// <returns>The news, once the engine sends them.</returns>
    public static async Task<ContainerNews> OpenAsync(EngineConnection engine, EngineEndpoint endpoint, TimeSpan answerTime, CancellationToken token)
    {
        var news = new ContainerNews();
        var since = await engine.ClockAsync(token).ConfigureAwait(false);
        var feed = new EventFeed(engine, endpoint, new EventFilter([ContainerEventType.Container], Actions, null, null, null, null))
        {
            AnswerTime = answerTime,
            Patience = Patience,
            Event = happened =>
            {
                news.Tell(happened.Id, happened.Action);
                return default;
            },
            Opened = () =>
            {
                // What happened while the engine was away it may not know any more: all look again.
                if (!news.opened.TrySetResult()) news.TellAll();
                return default;
            },
        };
        _ = Task.Run(() => news.FollowAsync(feed, since, token), CancellationToken.None);
        await news.opened.Task.ConfigureAwait(false);
        return news;
    }

    /// <summary>What happens to a container from now on: the actions, and an empty word where it has to be looked at anyway.</summary>
    public ChannelReader<string> Of(string id)
    {
        var channel = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
        readers.GetOrAdd(id, static _ => []).Add(channel.Writer);
        if (failure is not null) channel.Writer.TryComplete(failure);
        return channel.Reader;
    }

    private async Task FollowAsync(EventFeed feed, DateTimeOffset since, CancellationToken token)
    {
        try
        {
            await feed.FollowAsync(since, token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            failure = e;
            opened.TrySetException(e);
            foreach (var reader in readers.Values.SelectMany(bag => bag)) reader.TryComplete(e);
        }
    }

    private void Tell(string id, string action)
    {
        if (!readers.TryGetValue(id, out var bag)) return;
        foreach (var reader in bag) reader.TryWrite(action);
    }

    private void TellAll()
    {
        foreach (var reader in readers.Values.SelectMany(bag => bag)) reader.TryWrite("");
    }
}
