using ContainerTools.Engine.Streams;
using Docker.DotNet;

namespace ContainerTools.Engine.Waiting;

/// <summary>The log of a container's last run.</summary>
internal static class RunLog
{
    private const int Shown = 20;

    /// <summary>Reads the lines as they come, to the end of the run or until one is the last that is wanted.</summary>
    /// <param name="isWanted">Is given each line, and says which one is looked for.</param>
    /// <returns>That line, or <see langword="null"/> where the log ended before.</returns>
    public static async Task<ContainerLogEntry?> FindAsync(ContainerTarget target, ContainerLook look, Func<ContainerLogEntry, bool> isWanted, CancellationToken token)
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(token);
        ContainerLogEntry? found = null;
        try
        {
            await ReadAsync(target, look, new Query().Add("follow", true), entry =>
            {
                if (found is not null || !isWanted(entry)) return;
                found = entry;
                // The stream would block until the next line.
                reading.Cancel();
            }, reading.Token).ConfigureAwait(false);
        }
        catch (Exception) when (found is not null)
        {
            // That was us.
        }
        return found;
    }

    /// <summary>Reads the last lines; none where the log cannot be read.</summary>
    public static async Task<IReadOnlyList<ContainerLogEntry>> LastAsync(ContainerTarget target, ContainerLook look, CancellationToken token)
    {
        var lines = new List<ContainerLogEntry>();
        try
        {
            await ReadAsync(target, look, new Query().Add("tail", Shown), lines.Add, token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DockerApiException or EngineException && !Events.Outage.Is(e))
        {
            // The container's end is what matters; some logging drivers cannot be read.
        }
        return lines;
    }

    private static Task ReadAsync(ContainerTarget target, ContainerLook look, Query query, Action<ContainerLogEntry> each, CancellationToken token)
    {
        query.Add("stdout", true).Add("stderr", true).Add("timestamps", true).Add("since", look.LogStart is { } start ? Timestamp.ToUnix(start) : null);
        // Reading blocks, so it has a thread of its own.
        return Task.Factory.StartNew(
            () =>
            {
                using var stream = target.Engine.OpenStream(HttpMethod.Get, target.Path("/logs"), query, null, StreamKind.Lines, token);
                new LogReader(line => line.Of(target), look.Container.Tty ?? false, details: false).Run(stream.Content, entries =>
                {
                    foreach (var entry in entries) each((ContainerLogEntry)entry);
                });
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }
}
