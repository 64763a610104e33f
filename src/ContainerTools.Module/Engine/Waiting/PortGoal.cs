using System.Net.Sockets;

namespace ContainerTools.Engine.Waiting;

/// <summary>The container accepts TCP connections on a port.</summary>
internal sealed class PortGoal(int port) : WaitGoal
{
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long a connection has to stay. The engine's proxy of a published port accepts before the container does, and closes
    /// when it finds that nobody listens there, which takes it a moment.
    /// </summary>
    private static readonly TimeSpan StayTime = TimeSpan.FromMilliseconds(250);

    private string problem = "it does not run";

    public override string Wanted => $"accepted connections on port {port.Invariant()}";

    public override string Missed(int seconds, Container? container) => $"did not accept connections on port {port.Invariant()} within {seconds.Invariant()} s ({problem})";

    public override async Task<WaitMet> RunAsync(ContainerTarget target, ContainerWatch? watch, CancellationToken token)
    {
        var pause = new GoalPause();
        while (true)
        {
            var look = watch!.Current ?? await watch.NextAsync(null, token).ConfigureAwait(false);
            if (look.IsRunning && await AcceptsAsync(PortAddress.Of(target, look, port), token).ConfigureAwait(false)) return new WaitMet { Port = port };
            await ThrowIfEndedAsync(target, look, token).ConfigureAwait(false);
            await watch.PauseAsync(look, pause.Take(), token).ConfigureAwait(false);
        }
    }

    private async Task<bool> AcceptsAsync(PortAddress address, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(ConnectTime);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(address.Host, address.Port, limit.Token).ConfigureAwait(false);
            limit.CancelAfter(StayTime);
            if (!address.IsPublished || await socket.ReceiveAsync(new byte[1].AsMemory(), limit.Token).ConfigureAwait(false) > 0) return true;
            problem = $"{address} is open, but nothing in the container listens behind it";
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            if (socket.Connected) return true; // it waits for us to speak
            problem = $"{address} does not answer";
        }
        catch (SocketException e)
        {
            problem = $"{address}: {e.Message}";
        }
        return false;
    }
}
