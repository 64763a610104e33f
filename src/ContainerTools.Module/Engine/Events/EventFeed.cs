using System.Diagnostics;
using ContainerTools.Engine.Mapping;
using ContainerTools.Engine.Streams;

namespace ContainerTools.Engine.Events;

/// <summary>
/// The events of one engine: those that it still knows, or all that come from now on, across broken connections. An engine
/// keeps its last events in memory, so that a stream that breaks is resumed where it ended.
/// </summary>
internal sealed class EventFeed(EngineConnection engine, EngineEndpoint endpoint, EventFilter filter)
{
    /// <summary>A stream that has lasted so long did not break at once: the engine is there.</summary>
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(5);

    private readonly RecentEvents recent = new();
    private readonly Backoff backoff = new();
    private readonly Stopwatch sinceOpened = new();
    private DateTimeOffset opened;
    private string? begin;
    private DateTimeOffset? last;

    /// <summary>Is given each event, in the order in which they come.</summary>
    public required Func<ContainerEvent, ValueTask> Event { get; init; }

    /// <summary>How long the engine may take to answer.</summary>
    public required TimeSpan AnswerTime { get; init; }

    /// <summary>Is told what has been missed.</summary>
    public Func<string, ValueTask> Warning { get; init; } = static _ => default;

    /// <summary>Is told of attempts to reach the engine again.</summary>
    public Func<string, ValueTask> Verbose { get; init; } = static _ => default;

    /// <summary>Is told that the engine sends its events, at first and whenever it does so again.</summary>
    public Func<ValueTask> Opened { get; init; } = static () => default;

    /// <summary>How long the engine may be away until following it is given up; without it, for ever.</summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>Reads what the engine knows of a span of time. One that ends in the future is waited for.</summary>
    /// <param name="until">Its end; now, by the engine's clock, without it.</param>
    public async Task ReadAsync(DateTimeOffset? since, DateTimeOffset? until, CancellationToken token)
    {
        begin = since is { } time ? Timestamp.ToUnix(time) : null;
        var now = await engine.ClockAsync(token).ConfigureAwait(false);
        var end = until ?? now.AddTicks(1);
        // podman sends nothing at all where the end is in the past; told not to stream it sends all up to now.
        last = engine.Version.IsPodman && end <= now.AddTicks(1) ? end : null;
        using var response = await OpenAsync(end, token).ConfigureAwait(false);
        await PumpAsync(response, token).ConfigureAwait(false);
    }

    /// <summary>Follows the engine until that is cancelled. It fails if the engine cannot be reached in the beginning.</summary>
    /// <param name="since">Where to begin; now without it.</param>
    public async Task FollowAsync(DateTimeOffset? since, CancellationToken token)
    {
        begin = since is { } time ? Timestamp.ToUnix(time) : null;
        var response = await OpenAsync(null, token).ConfigureAwait(false);
        for (EventGap? gap = null; ;)
        {
            using (response)
            {
                await Opened().ConfigureAwait(false);
                if (gap is not null && await NameAsync(gap, token).ConfigureAwait(false)) gap = null;
                var cause = await PumpToEndAsync(response, token).ConfigureAwait(false);
                await Verbose($"{endpoint.HostText} sends no more events ({cause}). They are resumed as soon as it can be reached.").ConfigureAwait(false);
            }
            gap ??= new EventGap(EngineTime, DateTimeOffset.Now, recent.Any);
            if (sinceOpened.Elapsed > Steady) backoff.Reset();
            // All since the beginning that the engine had to tell has been told, if it was nothing.
            begin ??= Timestamp.ToUnix(opened + (sinceOpened.Elapsed < RecentEvents.Window ? sinceOpened.Elapsed : RecentEvents.Window));
            response = await ReopenAsync(gap, token).ConfigureAwait(false);
        }
    }

    /// <summary>What the engine's clock shows at least: it is told in whole seconds.</summary>
    private DateTimeOffset EngineTime => opened + sinceOpened.Elapsed is var now && recent.Newest > now ? recent.Newest : now;

    /// <summary>Hands out a stream's events to its end.</summary>
    /// <returns>What ended it.</returns>
    private async Task<string> PumpToEndAsync(HttpResponseMessage response, CancellationToken token)
    {
        try
        {
            await PumpAsync(response, token).ConfigureAwait(false);
            return "it ended the stream";
        }
        catch (Exception e) when (Outage.Is(e))
        {
            return e.Message;
        }
    }

    private async Task PumpAsync(HttpResponseMessage response, CancellationToken token)
    {
        using var content = await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
        await foreach (var json in JsonStreamReader.ReadAsync(content, token).ConfigureAwait(false))
        {
            var happened = EventMapping.From(json, endpoint);
            if (recent.Add(happened) && filter.Matches(happened) && (last is not { } end || happened.Time < end)) await Event(happened).ConfigureAwait(false);
        }
    }

    /// <summary>Opens the stream again, with growing pauses.</summary>
    private async Task<HttpResponseMessage> ReopenAsync(EventGap gap, CancellationToken token)
    {
        for (var away = Stopwatch.StartNew(); ;)
        {
            await Task.Delay(backoff.Take(), token).ConfigureAwait(false);
            try
            {
                return await OpenAsync(null, token).ConfigureAwait(false);
            }
            catch (Exception e) when (Outage.Is(e) && (Patience is not { } patience || away.Elapsed < patience))
            {
                gap.EngineWasAway = true;
                await Verbose($"{endpoint.HostText} cannot be reached ({e.Message}). It is tried again in {backoff.Pending.TotalSeconds:0.#} s.").ConfigureAwait(false);
            }
        }
    }

    private async Task<HttpResponseMessage> OpenAsync(DateTimeOffset? until, CancellationToken token)
    {
        var query = new Query().Add("since", recent.ResumeFrom ?? begin).Add(filter.Engine);
        query = last is not null ? query.Add("stream", false) : query.Add("until", until is { } end ? Timestamp.ToUnix(end) : null);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(AnswerTime);
        try
        {
            var response = await engine.SendAsync(HttpMethod.Get, "events", query, null, limit.Token).ConfigureAwait(false);
            opened = response.Headers.Date ?? DateTimeOffset.UtcNow;
            sinceOpened.Restart();
            return response;
        }
        catch (OperationCanceledException e) when (!token.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {AnswerTime.TotalSeconds:0.#} s", e);
        }
    }

    /// <summary>Finds out whether the engine has forgotten anything of a gap, and warns.</summary>
    /// <returns>Whether the engine could be asked.</returns>
    private async Task<bool> NameAsync(EventGap gap, CancellationToken token)
    {
        try
        {
            var memory = new List<ContainerEvent>();
            var all = new EventFeed(engine, endpoint, EventFilter.None)
            {
                AnswerTime = AnswerTime,
                Event = happened =>
                {
                    memory.Add(happened);
                    return default;
                },
            };
            await all.ReadAsync(null, null, token).ConfigureAwait(false);
            if (gap.Describe(memory, endpoint) is { } warning) await Warning(warning).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (Outage.Is(e))
        {
            // The engine that was going down still answered, or it broke again: the stream will tell.
            return false;
        }
    }
}
