using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ContainerTools.FaultEngine;

/// <summary>
/// Stands between the module and a real engine, or between an engine and a registry: it breaks and slows what a test says, and
/// knows which requests are under way.
/// </summary>
/// <param name="upstream">What it stands before: <c>unix:///…</c>, <c>tcp://host:port</c> or <c>host:port</c>.</param>
public sealed class FaultProxy(string upstream) : Peer
{
    private readonly ConcurrentQueue<Fault> faults = [];
    private readonly ConcurrentDictionary<Exchange, string> answered = [];

    /// <summary>Begins a fault: what happens to the requests that the pattern fits, such as <c>GET /containers/*/logs</c>.</summary>
    public Fault When(string request)
    {
        var fault = new Fault(new RequestPattern(request));
        faults.Enqueue(fault);
        return fault;
    }

    /// <summary>How many such requests are being answered.</summary>
    public int Open(string request)
    {
        var pattern = new RequestPattern(request);
        return answered.Values.Count(pattern.Matches);
    }

    /// <summary>Waits until so many such requests are being answered.</summary>
    /// <exception cref="TimeoutException">It took longer than 10 seconds.</exception>
    public void WaitForOpen(string request, int count)
    {
        for (var watch = Stopwatch.StartNew(); Open(request) != count; Thread.Sleep(5))
        {
            if (watch.Elapsed.TotalSeconds > 10) throw new TimeoutException($"{Open(request)} requests '{request}' are open, and not {count}.");
        }
    }

    /// <inheritdoc />
    protected override async Task ServeAsync(Socket client, CancellationToken token)
    {
        var server = await ConnectAsync(token).ConfigureAwait(false);
        Track(server);
        var exchange = new Exchange();
        try
        {
            await Task.WhenAll(BreakBothAsync(PassRequestsAsync), BreakBothAsync(PassAnswersAsync)).ConfigureAwait(false);
        }
        finally
        {
            answered.TryRemove(exchange, out _);
            Close(server);
        }

        async Task BreakBothAsync(Func<Socket, Socket, Exchange, CancellationToken, Task> pass)
        {
            try
            {
                await pass(client, server, exchange, token).ConfigureAwait(false);
            }
            catch (Exception e) when (IsBroken(e))
            {
                if (exchange.Fault is { Resets: true }) client.LingerState = new LingerOption(enable: true, seconds: 0);
                Close(client);
                Close(server);
            }
        }
    }

    private async Task PassRequestsAsync(Socket client, Socket server, Exchange exchange, CancellationToken token)
    {
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await client.ReceiveAsync(buffer.AsMemory(0, exchange.PieceSize), token).ConfigureAwait(false)) > 0)
        {
            // Clients send a request's head in one piece.
            if (RequestPattern.Of(Encoding.Latin1.GetString(buffer, 0, count)) is { } request)
            {
                answered.TryRemove(exchange, out _);
                exchange.Begin(request, faults.FirstOrDefault(fault => fault.Takes(request)));
            }
            if (exchange.Fault is { IsDeath: true }) Die();
            var passed = (int)Math.Min(count, exchange.RequestLeft);
            await exchange.DelayAsync(passed, token).ConfigureAwait(false);
            await server.SendAsync(buffer.AsMemory(0, passed), token).ConfigureAwait(false);
            exchange.RequestLeft -= passed;
            if (passed < count || exchange.RequestLeft == 0) throw new IOException("cut by the test");
        }
        server.Shutdown(SocketShutdown.Send);
    }

    private async Task PassAnswersAsync(Socket client, Socket server, Exchange exchange, CancellationToken token)
    {
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await server.ReceiveAsync(buffer.AsMemory(0, exchange.PieceSize), token).ConfigureAwait(false)) > 0)
        {
            if (exchange.Request is { } request) answered[exchange] = request;
            var head = exchange.HeadIn(buffer.AsSpan(0, count));
            var passed = head + (int)Math.Min(count - head, exchange.AnswerLeft);
            await exchange.DelayAsync(passed, token).ConfigureAwait(false);
            await client.SendAsync(buffer.AsMemory(0, passed), token).ConfigureAwait(false);
            exchange.AnswerLeft -= passed - head;
            if (passed < count || exchange.AnswerLeft == 0) throw new IOException("cut by the test");
        }
        client.Shutdown(SocketShutdown.Send);
    }

    private async Task<Socket> ConnectAsync(CancellationToken token)
    {
        var address = new Uri(upstream.Contains("://", StringComparison.Ordinal) ? upstream : "tcp://" + upstream);
        var unix = address.Scheme == "unix";
        var socket = unix ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(unix ? new UnixDomainSocketEndPoint(address.AbsolutePath) : new DnsEndPoint(address.Host, address.Port), token).ConfigureAwait(false);
        return socket;
    }

    /// <summary>A connection's request that is under way, and what is left of it until it breaks.</summary>
    private sealed class Exchange
    {
        private bool headPassed;
        private int matched;

        public string? Request { get; private set; }

        public Fault? Fault { get; private set; }

        public long RequestLeft { get; set; } = long.MaxValue;

        public long AnswerLeft { get; set; } = long.MaxValue;

        public void Begin(string request, Fault? fault)
        {
            (Request, Fault, headPassed, matched) = (request, fault, false, 0);
            (RequestLeft, AnswerLeft) = (fault?.RequestLimit ?? long.MaxValue, fault?.AnswerLimit ?? long.MaxValue);
        }

        /// <summary>How many of these bytes belong to the answer's head, which ends with an empty line.</summary>
        public int HeadIn(ReadOnlySpan<byte> bytes)
        {
            for (var i = 0; i < bytes.Length && !headPassed; i++)
            {
                matched = bytes[i] == "\r\n\r\n"u8[matched] ? matched + 1 : bytes[i] == '\r' ? 1 : 0;
                if (matched < 4) continue;
                headPassed = true;
                return i + 1;
            }
            return headPassed ? 0 : bytes.Length;
        }

        /// <summary>How much is passed on at once: what is slow comes in many small pieces and not in a late large one.</summary>
        public int PieceSize => Fault is { BytesPerSecond: > 0 and var rate } ? Math.Clamp(rate / 10, 1, 16 * 1024) : 16 * 1024;

        public Task DelayAsync(int bytes, CancellationToken token) =>
            Fault is { BytesPerSecond: > 0 and var rate } ? Task.Delay((int)(bytes * 1000L / rate), token) : Task.CompletedTask;
    }
}
