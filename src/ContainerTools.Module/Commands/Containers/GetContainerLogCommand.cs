using ContainerTools.Engine;
using ContainerTools.Engine.Streams;

namespace ContainerTools.Commands;

/// <summary>Reads containers' logs, and follows them.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerLog")]
[OutputType(typeof(ContainerLogEntry))]
public sealed class GetContainerLogCommand : ContainerQueryCommand
{
    /// <summary>How many logs are read ahead of the one that is being written.</summary>
    private const int ReadAhead = 16;

    private StreamSet? streams;

    /// <summary>Only the last so many lines; with <c>-Follow</c>, 0 means new ones only.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? Tail { get; set; }

    /// <summary>Only lines since this time, or for so long.</summary>
    [Parameter]
    [PointInTimeTransformation]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Only lines before this time.</summary>
    [Parameter]
    [PointInTimeTransformation]
    public DateTimeOffset? Until { get; set; }

    /// <summary>Goes on with new lines as they come, of all containers at once, until each has ended.</summary>
    [Parameter]
    public SwitchParameter Follow { get; set; }

    /// <summary>Only lines of this output.</summary>
    [Parameter]
    public ContainerOutputStream[] Stream { get; set; } = [ContainerOutputStream.StdOut, ContainerOutputStream.StdErr];

    /// <summary>Fills <c>Details</c> with what the log driver's options name, such as labels.</summary>
    [Parameter]
    public SwitchParameter Details { get; set; }

    private protected override void Take(ContainerTarget target)
    {
        streams ??= new StreamSet(inOrder: !Follow, ReadAhead, Token);
        streams.Start(this, (emitter, token) => Read(target, emitter, token));
        streams.WriteAvailable(this);
    }

    /// <inheritdoc />
    protected override void EndProcessing() => streams?.WriteAll(this);

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing) streams?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Reads one log; on a thread of its own.</summary>
    private void Read(ContainerTarget target, Emitter emitter, CancellationToken token)
    {
        try
        {
            // Whether there is a terminal decides how the stream is built, and only newer engines say so with it.
            var tty = target.Known?.Tty ?? target.InspectAsync(token).GetAwaiter().GetResult().Tty ?? false;
            // podman ends the log of what has ended before its last lines where it is told to follow it.
            var follow = Follow && !(target.Engine.Version.IsPodman && target.InspectAsync(token).GetAwaiter().GetResult().State is ContainerState.Exited or ContainerState.Dead);
            var query = new Query()
                .Add("stdout", Stream.Contains(ContainerOutputStream.StdOut)).Add("stderr", Stream.Contains(ContainerOutputStream.StdErr))
                .Add("timestamps", true).Add("details", Details ? "1" : null).Add("follow", follow ? "1" : null).Add("tail", Tail)
                .Add("since", Since is { } since ? Timestamp.ToUnix(since) : null).Add("until", Until is { } until ? Timestamp.ToUnix(until) : null);
            using var stream = target.Engine.OpenStream(HttpMethod.Get, target.Path("/logs"), query, null, StreamKind.Lines, token);
            new LogReader(line => line.Of(target), tty, Details).Run(stream.Content, entries => emitter.Send(new Emission.Batch(entries)));
        }
        catch (Exception e) when (!token.IsCancellationRequested)
        {
            emitter.Send(new Emission.Failure(Errors.OfContainer(e, target.Endpoint, target.Reference)));
        }
    }
}
