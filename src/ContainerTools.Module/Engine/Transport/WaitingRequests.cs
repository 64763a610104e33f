namespace ContainerTools.Engine.Transport;

/// <summary>Counts the requests of a pool that have no answer yet: only for those may another connection be of use.</summary>
internal sealed class WaitingRequests : DelegatingHandler
{
    private readonly object change = new();
    private CancellationTokenSource abandoned = new();
    private int count;

    /// <summary>Whether their answers take so long that none of their connections is worth waiting for.</summary>
    public bool AreLasting { get; init; }

    public bool Any => Volatile.Read(ref count) > 0;

    /// <summary>Is cancelled when the last of those that wait now has been given up, as by Ctrl+C: the HTTP client goes on connecting for it.</summary>
    public CancellationToken Abandoned
    {
        get
        {
            lock (change) return abandoned.Token;
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (change) count++;
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave(cancellationToken.IsCancellationRequested);
        }
    }

    private void Leave(bool givenUp)
    {
        CancellationTokenSource old;
        lock (change)
        {
            if (--count > 0 || !givenUp) return;
            (old, abandoned) = (abandoned, new CancellationTokenSource());
        }
        old.Cancel();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) abandoned.Dispose();
        base.Dispose(disposing);
    }
}
