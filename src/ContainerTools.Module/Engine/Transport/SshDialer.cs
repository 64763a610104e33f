using System.Diagnostics;

namespace ContainerTools.Engine.Transport;

/// <summary>
/// Connections by the system's ssh: a process each, so they are kept, shared, and not made as fast as they are asked for. The
/// other side bounds the logins that are under way at once (MaxStartups of sshd: from ten on it begins to refuse).
/// </summary>
internal sealed class SshDialer(Uri host) : Dialer
{
    private const int LoginsAtOnce = 4;

    private readonly SshAddress address = SshAddress.Parse(host.OriginalString);
    private readonly SemaphoreSlim logins = new(LoginsAtOnce);
    private readonly SemaphoreSlim first = new(1);
    private readonly CancellationTokenSource ended = new();
    private int open;

    /// <summary>How long a request waits for a connection that others use: as long as a new one would take.</summary>
    private TimeSpan patience = TimeSpan.FromMilliseconds(100);

    public override int MostPooled => 16;

    public override async ValueTask<Stream> ConnectPooledAsync(WaitingRequests requests, TimeSpan timeout, CancellationToken token)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token, ended.Token, requests.Abandoned);
        await first.WaitAsync(stop.Token).ConfigureAwait(false);
        var isFirst = Volatile.Read(ref open) == 0;
        if (!isFirst) first.Release();
        try
        {
            if (!isFirst && !requests.AreLasting) await Task.Delay(patience, stop.Token).ConfigureAwait(false);
            await logins.WaitAsync(stop.Token).ConfigureAwait(false);
            try
            {
                if (!isFirst && !requests.Any) throw new OperationCanceledException("nobody waits for this connection any more");
                return await base.ConnectPooledAsync(requests, timeout, stop.Token).ConfigureAwait(false);
            }
            finally
            {
                logins.Release();
            }
        }
        finally
        {
            if (isFirst) first.Release();
        }
    }

    public override async ValueTask<Stream> OpenAsync(CancellationToken token)
    {
        var watch = Stopwatch.StartNew();
        var connection = await Task.Run(() => SshConnection.Open(address, token), token).ConfigureAwait(false);
        patience = watch.Elapsed;
        Interlocked.Increment(ref open);
        connection.Closed += () => Interlocked.Decrement(ref open);
        return connection;
    }

    public override DedicatedStream ConnectDedicated(StreamKind kind, TimeSpan timeout, CancellationToken token)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token, ended.Token);
        logins.Wait(stop.Token);
        try
        {
            return base.ConnectDedicated(kind, timeout, stop.Token);
        }
        finally
        {
            logins.Release();
        }
    }

    protected override DedicatedStream OpenDedicated(StreamKind kind, CancellationToken token)
    {
        var connection = SshConnection.Open(address, token);
        connection.IsStream = true;
        return new DedicatedStream(new GatheringStream(connection, kind), connection.CloseWrite);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) ended.Cancel();
        base.Dispose(disposing);
    }
}
