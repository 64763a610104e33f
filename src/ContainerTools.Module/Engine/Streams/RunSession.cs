using System.Diagnostics;
using ContainerTools.Engine.Terminals;
using Docker.DotNet;

namespace ContainerTools.Engine.Streams;

/// <summary>
/// A container that has been made is run to its end: attached and waited for before it is started, so that nothing of it is
/// missed, its streams pumped, its exit code awaited. It blocks, so it runs on a thread of its own.
/// </summary>
internal sealed class RunSession(EngineConnection engine, EngineEndpoint endpoint, string id, string name, string image)
{
    private readonly Stopwatch watch = new();
    private bool started;

    /// <summary>What its program is sent; <see langword="null"/> for no input.</summary>
    public StandardInput? Input { get; init; }

    public required OutputCollector Output { get; init; }

    /// <summary>What joins its terminal with this process's, in the place of an input and an output.</summary>
    public TerminalLink? Terminal { get; init; }

    /// <summary>Whether it has a terminal, and so one output.</summary>
    public bool Tty { get; init; }

    /// <summary>Whether it is to be gone afterwards.</summary>
    public bool AutoRemove { get; init; }

    /// <summary>Runs it to its end. If that fails, or is cancelled, nothing is left running, and with <see cref="AutoRemove"/> nothing at all.</summary>
    /// <exception cref="ContainerStartException">It could not be started.</exception>
    public ContainerRunResult Run(CancellationToken token)
    {
        try
        {
            using var stream = Attach(token);
            using var ending = AwaitEnd(token);
            Start(token);
            if (Terminal is { } terminal)
            {
                // It goes on when its terminal is left.
                if (terminal.Run(stream, ResizeAsync, token)) return Result(null);
                return Result(ExitCode(ending, token));
            }
            if (Input is { } input) new Thread(() => input.CopyTo(stream, token)) { IsBackground = true, Name = "ContainerTools input" }.Start();
            Output.Run(stream.Content, Tty);
            Output.Finish();
            var exitCode = ExitCode(ending, token);
            if (AutoRemove && engine.Version.IsPodman) AwaitRemoval(token);
            watch.Stop();
            return Result(exitCode);
        }
        catch
        {
            watch.Stop();
            Output.Finish();
            CleanUp();
            throw;
        }
        finally
        {
            Input?.Abandon();
        }
    }

    /// <summary>Starts it and leaves it to itself.</summary>
    /// <exception cref="ContainerStartException">It could not be started.</exception>
    public void Detach(CancellationToken token)
    {
        try
        {
            Start(token);
        }
        catch
        {
            CleanUp();
            throw;
        }
    }

    /// <summary>What is known so far.</summary>
    public ContainerRunResult Result(int? exitCode, string? error = null)
    {
        var (stdout, stderr, lines) = Output.Snapshot();
        return new ContainerRunResult
        {
            ExitCode = exitCode,
            StdOut = stdout,
            StdErr = error is null ? stderr : stderr + error + "\n",
            Output = lines,
            Container = name,
            ContainerId = id,
            Image = image,
            Duration = watch.Elapsed,
            Context = endpoint.Context,
            EngineHost = endpoint.HostText,
        };
    }

    private EngineStream Attach(CancellationToken token)
    {
        var query = new Query().Add("stream", true).Add("stdout", true).Add("stderr", true).Add("stdin", Input is not null || Terminal is not null).Add("detachKeys", Terminal?.Keys.Text);
        return engine.OpenStream(HttpMethod.Post, $"containers/{id}/attach", query, null, StreamKind.Duplex, token);
    }

    /// <summary>Asks to be told of the end; the engine answers the headers once it has taken note, and the rest at the end.</summary>
    private HttpResponseMessage AwaitEnd(CancellationToken token) => Wait(AutoRemove && !engine.Version.IsPodman ? "removed" : "next-exit", token);

    private HttpResponseMessage Wait(string condition, CancellationToken token) =>
        engine.SendAsync(HttpMethod.Post, $"containers/{id}/wait", new Query().Add("condition", condition), null, token).GetAwaiter().GetResult();

    /// <summary>podman has no exit code for whoever waits for the removal, so that this comes after it.</summary>
    private void AwaitRemoval(CancellationToken token)
    {
        try
        {
            using var ending = Wait("removed", token);
            _ = ending.Content.ReadAsByteArrayAsync(token).GetAwaiter().GetResult();
        }
        catch (DockerApiException e) when (ContainerTarget.IsGone(e))
        {
            // It went before it was asked about.
        }
    }

    private void Start(CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        watch.Start();
        try
        {
            engine.DoAsync(HttpMethod.Post, $"containers/{id}/start", null, token).GetAwaiter().GetResult();
            started = true;
        }
        catch (DockerApiException e)
        {
            var message = Errors.EngineMessage(e.ResponseBody);
            throw new ContainerStartException(Result(StartFailure.ExitCode(message), message), message, e);
        }
        catch (OperationCanceledException)
        {
            // The engine may have started it all the same.
            started = true;
            throw;
        }
    }

    private Task ResizeAsync(TerminalSize size, CancellationToken token) =>
        engine.DoAsync(HttpMethod.Post, $"containers/{id}/resize", new Query().Add("h", size.Rows).Add("w", size.Columns), token);

    /// <summary>Reads the exit code of a container out of the answer to a request that waits for its end.</summary>
    public static int ExitCode(HttpResponseMessage ending, CancellationToken token)
    {
        using var body = ending.Content.ReadAsStreamAsync(token).GetAwaiter().GetResult();
        using var answer = JsonDocument.ParseAsync(body, default, token).GetAwaiter().GetResult();
        if (answer.RootElement.Child("Error").TextOrNull("Message") is { } failure)
        {
            throw new EngineException("ContainerWaitFailed", ErrorCategory.NotSpecified, null, $"The engine could not wait for the end of the container: {failure}");
        }
        return answer.RootElement.Integer("StatusCode") ?? throw new JsonException("the answer has no exit code");
    }

    /// <summary>
    /// Ends what was begun. The requests carry no token: who cancels wants the container gone. That it has gone, or is going,
    /// already is as good.
    /// </summary>
    private void CleanUp()
    {
        if (!AutoRemove && !started) return;
        try
        {
            var request = AutoRemove
                ? engine.DoAsync(HttpMethod.Delete, $"containers/{id}", new Query().Add("force", true).Add("v", true), CancellationToken.None)
                : engine.DoAsync(HttpMethod.Post, $"containers/{id}/kill", null, CancellationToken.None);
            request.GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is DockerApiException or HttpRequestException or IOException)
        {
            // The failure that led here says more.
        }
    }
}
