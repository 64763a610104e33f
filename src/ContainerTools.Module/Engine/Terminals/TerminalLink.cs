using System.Net.Sockets;

namespace ContainerTools.Engine.Terminals;

/// <summary>
/// Joins this process's terminal with one in a container: what is typed goes there as it is, what comes is shown as it is, and the
/// container's terminal has the size of this one. However it ends, this terminal is as it was before.
/// </summary>
/// <param name="keys">The keys that end it.</param>
internal sealed class TerminalLink(DetachKeys keys)
{
    private const int Tries = 10;
    private static readonly TimeSpan TryAgain = TimeSpan.FromMilliseconds(10);

    private volatile bool detached;

    /// <summary>The keys that end it.</summary>
    public DetachKeys Keys => keys;

    /// <summary>Whether the container's terminal is to be drawn anew, because it has been in use before.</summary>
    public bool Redraws { get; init; }

    /// <summary>Whether what is typed goes anywhere.</summary>
    public bool Sends { get; init; } = true;

    /// <summary>Blocks until what runs has ended, or the keys have been typed.</summary>
    /// <param name="stream">The upgraded connection to the container's terminal.</param>
    /// <param name="resize">Gives the container's terminal a size.</param>
    /// <returns>Whether the keys ended it; what runs goes on then.</returns>
    public bool Run(EngineStream stream, Func<TerminalSize, CancellationToken, Task> resize, CancellationToken token)
    {
        var modes = new TerminalModes();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(token);
        using var terminal = LocalTerminal.Open();
        var sizing = FirstSizeAsync(resize, ended.Token);
        using var watch = terminal.WatchSize(() => _ = ResizeAsync(resize, LocalTerminal.Size, ended.Token));
        var typing = new Thread(() => Send(terminal, stream)) { IsBackground = true, Name = "ContainerTools terminal" };
        typing.Start();
        try
        {
            Show(terminal, stream.Content, modes);
            return detached;
        }
        catch (Exception e) when (detached && e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            return true;
        }
        finally
        {
            ended.Cancel();
            do terminal.Wake();
            while (!typing.Join(50));
            terminal.Write(modes.Undo());
            if (detached) terminal.Write("\r\n"u8);
            sizing.GetAwaiter().GetResult();
        }
    }

    private static void Show(LocalTerminal terminal, Stream output, TerminalModes modes)
    {
        var buffer = new byte[32 * 1024];
        int count;
        while ((count = output.Read(buffer)) > 0)
        {
            modes.Watch(buffer.AsSpan(0, count));
            terminal.Write(buffer.AsSpan(0, count));
        }
    }

    private void Send(LocalTerminal terminal, EngineStream stream)
    {
        var buffer = new byte[4096];
        try
        {
            int count;
            while ((count = terminal.Read(buffer)) > 0)
            {
                if (!keys.Take(buffer.AsSpan(0, count), typed => Pass(stream, typed))) continue;
                detached = true;
                stream.Dispose();
                return;
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // Nobody reads any more; the output's end says why.
        }
    }

    private void Pass(EngineStream stream, ReadOnlyMemory<byte> typed)
    {
        if (Sends) stream.Write(typed.Span);
    }

    /// <summary>The process may not be up when its size is set first.</summary>
    private async Task FirstSizeAsync(Func<TerminalSize, CancellationToken, Task> resize, CancellationToken token)
    {
        var size = LocalTerminal.Size;
        // A change of the size makes programs draw, and the same size again is none.
        if (Redraws) await ResizeAsync(resize, size with { Columns = size.Columns + 1, Rows = size.Rows + 1 }, token).ConfigureAwait(false);
        for (var attempt = 1; !await ResizeAsync(resize, size, token).ConfigureAwait(false) && attempt <= Tries && !token.IsCancellationRequested; attempt++)
        {
            await Task.Delay(TryAgain * attempt, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <returns>Whether it is as large now. That a terminal has the wrong size ends no session.</returns>
    private static async Task<bool> ResizeAsync(Func<TerminalSize, CancellationToken, Task> resize, TerminalSize size, CancellationToken token)
    {
        try
        {
            await resize(size, token).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is Docker.DotNet.DockerApiException or HttpRequestException or IOException or OperationCanceledException)
        {
            return false;
        }
    }
}
