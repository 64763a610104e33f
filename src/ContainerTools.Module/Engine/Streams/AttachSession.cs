using System.Diagnostics;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.Engine.Streams;

/// <summary>
/// The streams of a running container: its output from now on, to its end, and its input. It blocks, so it runs on a thread of
/// its own.
/// </summary>
internal sealed class AttachSession(ContainerTarget target)
{
    /// <summary>How long after the end of the output the engine may take to see the end of the container.</summary>
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>What its program is sent; <see langword="null"/> for no input.</summary>
    public StandardInput? Input { get; init; }

    public required OutputCollector Output { get; init; }

    /// <summary>The keys within the input that end the session, where the container has a terminal; the engine's own without it.</summary>
    public string? DetachKeys { get; init; }

    /// <summary>Reads to the end of the container, or until the keys that detach were sent.</summary>
    public void Run(CancellationToken token)
    {
        var json = target.Engine.GetAsync(target.Path("/json"), null, token).GetAwaiter().GetResult();
        var container = ContainerMapping.FromInspect(json, target.Endpoint);
        Check(container, json.Child("Config"));
        var tty = container.Tty ?? false;
        // At the end of the input the engine ends the output too, unless it closes the program's input then.
        var leaveOpen = tty || json.Child("Config").Flag("StdinOnce") is not true;
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(token);
        try
        {
            using var stream = Open(reading.Token);
            // Of one that has ended meanwhile nothing comes, not even an end.
            if (!StillRuns(container, token)) reading.CancelAfter(EndTime);
            if (Input is { } input) new Thread(() => input.CopyTo(stream, token, leaveOpen)) { IsBackground = true, Name = "ContainerTools input" }.Start();
            Output.Run(stream.Content, tty);
        }
        catch (Exception) when (reading.IsCancellationRequested && !token.IsCancellationRequested)
        {
            return;
        }
        finally
        {
            Input?.Abandon();
            Output.Finish();
        }
        // With a terminal and input the keys that detach may have come.
        if (!tty || Input is null) RequireEnd(container, token);
    }

    private EngineStream Open(CancellationToken token)
    {
        var query = new Query().Add("stream", true).Add("stdout", true).Add("stderr", true).Add("stdin", Input is not null).Add("detachKeys", DetachKeys);
        return target.Engine.OpenStream(HttpMethod.Post, target.Path("/attach"), query, null, StreamKind.Duplex, token);
    }

    private void Check(Container container, JsonElement config)
    {
        if (container.State != ContainerState.Running)
        {
            throw new EngineException("ContainerNotRunning", ErrorCategory.InvalidOperation, null, container.State == ContainerState.Paused
                ? $"{target.Caption} is suspended, so that it neither reads nor writes. Resume-Container lets it go on."
                : $"{target.Caption} does not run, so that it neither reads nor writes. Start-Container starts it; Get-ContainerLog shows what it has written.");
        }
        if (Input is not null && config.Flag("OpenStdin") is not true)
        {
            throw new EngineException("InputNotOpen", ErrorCategory.InvalidOperation, null,
                $"{target.Caption} was made without an input that could be written to. Make it with New-Container -Interactive, or run a program in it with Invoke-ContainerExec.");
        }
    }

    private bool StillRuns(Container before, CancellationToken token)
    {
        var now = target.InspectAsync(token).GetAwaiter().GetResult();
        return now.State is ContainerState.Running or ContainerState.Paused && now.StartedAt == before.StartedAt;
    }

    /// <summary>An upgraded connection that breaks looks like one that ends: if the container goes on, it broke.</summary>
    private void RequireEnd(Container before, CancellationToken token)
    {
        for (var clock = Stopwatch.StartNew(); StillRuns(before, token);)
        {
            if (clock.Elapsed > EndTime) throw new IOException($"the engine ended the stream, but {target.Caption} runs on.");
            if (token.WaitHandle.WaitOne(Poll)) token.ThrowIfCancellationRequested();
        }
    }
}
