using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ContainerTools.ModuleTests;

/// <summary>Stands between the module and the engine, breaks connections when a test says so, and counts streams of events.</summary>
internal sealed class EngineProxy : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Lock gate = new();
    private readonly List<Socket> sockets = [];
    private readonly Task accepting;
    private int eventStreams;
    private long bytes;

    public EngineProxy()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public string Address => $"tcp://{listener.LocalEndpoint}";

    /// <summary>Whether whoever connects is sent away at once.</summary>
    public bool Refuses { get; set; }

    /// <summary>After how many bytes, there and back together, every connection is broken.</summary>
    public long CutAfter { get; set; } = long.MaxValue;

    /// <summary>How many streams of events are open.</summary>
    public int EventStreams => Volatile.Read(ref eventStreams);

    /// <summary>Waits until so many streams of events are open.</summary>
    public void WaitForEventStreams(int count)
    {
        for (var watch = Stopwatch.StartNew(); EventStreams != count; Thread.Sleep(5))
        {
            Assert.True(watch.Elapsed.TotalSeconds < 10, $"{EventStreams} streams of events are open, and not {count}.");
        }
    }

    /// <summary>Breaks every connection.</summary>
    public void Cut()
    {
        lock (gate)
        {
            foreach (var socket in sockets) socket.Dispose();
            sockets.Clear();
        }
    }

    public void Dispose()
    {
        listener.Dispose();
        accepting.Wait();
        Cut();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptSocketAsync();
            }
            catch (Exception e) when (e is SocketException or InvalidOperationException)
            {
                return; // the listener has been closed
            }
            if (Refuses) client.Dispose();
            else _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        var engine = await ConnectAsync();
        lock (gate) sockets.AddRange([client, engine]);
        var hasEvents = 0;
        await Task.WhenAny(
            PumpAsync(client, engine, sent =>
            {
                if (sent.Contains("/events", StringComparison.Ordinal)) Interlocked.Exchange(ref hasEvents, 1);
            }),
            // It is open when the engine has answered.
            PumpAsync(engine, client, _ =>
            {
                if (Interlocked.CompareExchange(ref hasEvents, 2, 1) == 1) Interlocked.Increment(ref eventStreams);
            }));
        if (hasEvents == 2) Interlocked.Decrement(ref eventStreams);
        client.Dispose();
        engine.Dispose();
    }

    private static async Task<Socket> ConnectAsync()
    {
        var host = new Uri(TestEngine.Host);
        var socket = host.Scheme == "unix" ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(host.Scheme == "unix" ? new UnixDomainSocketEndPoint(host.AbsolutePath) : new DnsEndPoint(host.Host, host.Port));
        return socket;
    }

    private async Task PumpAsync(Socket from, Socket to, Action<string> look)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer)) > 0)
            {
                look(Encoding.Latin1.GetString(buffer, 0, Math.Min(count, 200)));
                await to.SendAsync(buffer.AsMemory(0, count));
                if (Interlocked.Add(ref bytes, count) > CutAfter) Cut();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Broken, by the test or by one of the two.
        }
    }
}
