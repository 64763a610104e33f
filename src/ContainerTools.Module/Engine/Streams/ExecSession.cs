using System.Diagnostics;
using System.Net;
using ContainerTools.Engine.Terminals;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace ContainerTools.Engine.Streams;

/// <summary>
/// One command in one container: created, started, its streams pumped, its exit code waited for. It blocks, so it runs on a
/// thread of its own.
/// </summary>
internal sealed class ExecSession(ContainerTarget target, ContainerExecCreateParameters parameters)
{
    private static readonly byte[] Attached = """{"Detach":false,"Tty":false}"""u8.ToArray();
    private static readonly byte[] AttachedTerminal = """{"Detach":false,"Tty":true}"""u8.ToArray();
    private static readonly byte[] Detached = """{"Detach":true,"Tty":false}"""u8.ToArray();
    private static readonly TimeSpan LongestPoll = TimeSpan.FromMilliseconds(200);

    private readonly Stopwatch watch = Stopwatch.StartNew();

    /// <summary>What the command is sent; <see langword="null"/> for no input.</summary>
    public StandardInput? Input { get; init; }

    public required OutputCollector Output { get; init; }

    /// <summary>What joins it with this process's terminal, in the place of an input and an output.</summary>
    public TerminalLink? Terminal { get; init; }

    /// <summary>The engine's id of it, once it has been created.</summary>
    public string? Id { get; private set; }

    /// <summary>Runs the command to its end, or until its terminal is left, which gives no exit code.</summary>
    public ContainerExecResult Run(CancellationToken token)
    {
        Create(token);
        EngineStream stream;
        try
        {
            stream = target.Engine.OpenStream(HttpMethod.Post, $"exec/{Id}/start", null, EngineConnection.Json(Terminal is null ? Attached : AttachedTerminal), StreamKind.Duplex, token);
        }
        catch (DockerApiException e) when (ProgramFailure(e) is { } exitCode)
        {
            // Some engines answer a command that cannot be started with an error: it is the same fact as an exit code.
            Input?.Abandon();
            return Result(exitCode, Errors.EngineMessage(e.ResponseBody));
        }
        using (stream)
        {
            if (Terminal is { } terminal) return terminal.Run(stream, ResizeAsync, token) ? Result(null) : Result(ExitCode(token));
            if (Input is { } input) new Thread(() => input.CopyTo(stream, token)) { IsBackground = true, Name = "ContainerTools input" }.Start();
            try
            {
                Output.Run(stream.Content, tty: false);
            }
            finally
            {
                Input?.Abandon();
                Output.Finish();
            }
        }
        return Result(ExitCode(token));
    }

    /// <summary>Starts the command and leaves it to itself.</summary>
    public ContainerExecResult Detach(CancellationToken token)
    {
        Create(token);
        target.Engine.SendAsync(HttpMethod.Post, $"exec/{Id}/start", null, EngineConnection.Json(Detached), token).GetAwaiter().GetResult().Dispose();
        return Result(null);
    }

    /// <summary>What is known so far.</summary>
    public ContainerExecResult Result(int? exitCode, string? error = null)
    {
        var (stdout, stderr, lines) = Output.Snapshot();
        return new ContainerExecResult
        {
            ExitCode = exitCode,
            StdOut = stdout,
            StdErr = error is null ? stderr : stderr + error + "\n",
            Output = lines,
            Container = target.Name,
            ContainerId = target.Id,
            Command = [.. parameters.Cmd],
            ExecId = Id,
            Duration = watch.Elapsed,
            Context = target.Endpoint.Context,
            EngineHost = target.Endpoint.HostText,
        };
    }

    private void Create(CancellationToken token) =>
        Id = target.Engine.CallAsync(client => client.Exec.CreateContainerExecAsync(target.Id, parameters, token), token).GetAwaiter().GetResult()?.ID ?? throw new JsonException("it has no 'Id'");

    private Task ResizeAsync(TerminalSize size, CancellationToken token) =>
        target.Engine.DoAsync(HttpMethod.Post, $"exec/{Id}/resize", new Query().Add("h", size.Rows).Add("w", size.Columns), token);

    /// <summary>The output ends a moment before the engine knows the exit code, and until then it says none, or 0.</summary>
    private int? ExitCode(CancellationToken token)
    {
        for (var pause = TimeSpan.FromMilliseconds(2); ; pause = pause < LongestPoll ? pause * 2 : LongestPoll)
        {
            var exec = target.Engine.GetAsync($"exec/{Id}/json", null, token).GetAwaiter().GetResult();
            var running = exec.Flag("Running") ?? throw new JsonException("it does not say whether the command runs");
            if (!running && exec.Integer("ExitCode") is { } code) return code;
            if (token.WaitHandle.WaitOne(pause)) token.ThrowIfCancellationRequested();
        }
    }

    private static int? ProgramFailure(DockerApiException failure) =>
        failure.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict || failure.ResponseBody is not { } text ? null : StartFailure.OfProgram(text);
}
