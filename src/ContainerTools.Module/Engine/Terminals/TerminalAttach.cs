using ContainerTools.Engine.Streams;

namespace ContainerTools.Engine.Terminals;

/// <summary>Joins this process's terminal with that of a container that runs already. It blocks.</summary>
internal sealed class TerminalAttach(ContainerTarget target, DetachKeys keys)
{
    /// <summary>Blocks until the container has ended or the keys have been typed.</summary>
    /// <returns>Its exit code; <see langword="null"/> if it goes on.</returns>
    public int? Run(CancellationToken token)
    {
        var container = target.InspectAsync(token).GetAwaiter().GetResult();
        if (container.State != ContainerState.Running) throw NotRunning(container);
        if (container.Tty is not true) throw NoTerminal();
        var query = new Query().Add("stream", true).Add("stdin", container.OpenStdin is true).Add("stdout", true).Add("stderr", true).Add("detachKeys", keys.Text);
        using var stream = target.Engine.OpenStream(HttpMethod.Post, target.Path("/attach"), query, null, StreamKind.Duplex, token);
        using var ending = target.Engine.SendAsync(HttpMethod.Post, target.Path("/wait"), null, null, token).GetAwaiter().GetResult();
        var link = new TerminalLink(keys) { Redraws = true, Sends = container.OpenStdin is true };
        return link.Run(stream, ResizeAsync, token) ? null : RunSession.ExitCode(ending, token);
    }

    private Task ResizeAsync(TerminalSize size, CancellationToken token) =>
        target.Engine.DoAsync(HttpMethod.Post, target.Path("/resize"), new Query().Add("h", size.Rows).Add("w", size.Columns), token);

    private EngineException NotRunning(Container container) => new("ContainerNotRunning", ErrorCategory.InvalidOperation, null, container.State == ContainerState.Paused
        ? $"{target.Caption} is suspended, so that it neither reads nor writes. Resume-Container lets it go on."
        : $"{target.Caption} does not run. Start-Container starts it; Get-ContainerLog shows what it has written.");

    private EngineException NoTerminal() => new("ContainerHasNoTerminal", ErrorCategory.InvalidOperation, null,
        $"{target.Caption} was made without a terminal. Connect-Container reads and writes its streams; without -Attach a shell is started beside its program.");
}
