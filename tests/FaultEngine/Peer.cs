using System.Net;
using System.Net.Sockets;

namespace ContainerTools.FaultEngine;

/// <summary>Something that listens on the loopback address where an engine or a registry should.</summary>
public abstract class Peer : IDisposable
{
    private static readonly HashSet<EndPoint> Taken = [];

    private readonly TcpListener listener;
    private readonly CancellationTokenSource ended = new();
    private readonly Lock gate = new();
    private readonly HashSet<Socket> sockets = [];
    private readonly Task accepting;

    protected Peer()
    {
        listener = Listen();
        Name = $"{listener.LocalEndpoint}";
        accepting = AcceptAsync();
    }

    /// <summary>Host and port.</summary>
    public string Name { get; }

    /// <summary>The address as an engine's is written.</summary>
    public string Address => $"tcp://{Name}";

    /// <summary>Whether whoever connects is sent away at once.</summary>
    public bool Refuses { get; set; }

    /// <summary>Breaks every connection. Who connects afterwards is served.</summary>
    public void Cut()
    {
        lock (gate)
        {
            foreach (var socket in sockets) socket.Dispose();
            sockets.Clear();
        }
    }

    /// <summary>Breaks every connection, and nobody listens any more.</summary>
    public void Die()
    {
        listener.Stop();
        Cut();
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        ended.Cancel();
        listener.Dispose();
        accepting.Wait();
        Cut();
        ended.Dispose();
    }

    /// <summary>Listens on a port that no peer of this process had: what was agreed with that one is remembered for its address.</summary>
    private static TcpListener Listen()
    {
        var had = new List<TcpListener>();
        try
        {
            while (true)
            {
                var made = new TcpListener(IPAddress.Loopback, 0);
                made.Start();
                lock (Taken)
                {
                    if (Taken.Add(made.LocalEndpoint)) return made;
                }
                had.Add(made);
            }
        }
        finally
        {
            foreach (var one in had) one.Dispose();
        }
    }

    /// <summary>Serves one connection to its end.</summary>
    protected abstract Task ServeAsync(Socket client, CancellationToken token);

    /// <summary>Lets <see cref="Cut"/> break a connection that this peer has made itself.</summary>
    protected void Track(Socket socket)
    {
        lock (gate) sockets.Add(socket);
    }

    /// <summary>Closes a connection.</summary>
    protected void Close(Socket socket)
    {
        lock (gate) sockets.Remove(socket);
        socket.Dispose();
    }

    /// <summary>Whether a failure only says that somebody broke a connection, which is what peers are for.</summary>
    protected static bool IsBroken(Exception failure) => failure is SocketException or IOException or ObjectDisposedException or OperationCanceledException;

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptSocketAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (e is SocketException or InvalidOperationException)
            {
                return; // nobody listens any more
            }
            if (Refuses) client.Dispose();
            else _ = ServeOneAsync(client);
        }
    }

    private async Task ServeOneAsync(Socket client)
    {
        Track(client);
        client.NoDelay = true;
        try
        {
            await ServeAsync(client, ended.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (IsBroken(e))
        {
            // By the test, or by the module.
        }
        finally
        {
            Close(client);
        }
    }
}
