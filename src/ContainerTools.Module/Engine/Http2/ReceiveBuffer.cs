namespace ContainerTools.Engine.Http2;

/// <summary>
/// What has come on a stream and has not been read yet. It holds no more than the window allows the other side to send
/// (RFC 9113, section 5.2).
/// </summary>
internal sealed class ReceiveBuffer
{
    /// <summary>How much may come before it is read, which is what holds as long as nothing else is agreed on.</summary>
    public const int Window = 65_535;

    /// <summary>How much must have been read for the other side to be told.</summary>
    private const int Enough = Window / 2;

    private readonly object change = new();
    private byte[] bytes = [];
    private int start;
    private int count;
    private int allowed = Window;
    private int read;
    private bool isComplete;
    private Exception? failure;
    private TaskCompletionSource arrived = NewSignal();

    /// <summary>Takes in what has come.</summary>
    /// <param name="cost">What it takes of the window: its padding counts too.</param>
    /// <exception cref="Http2Exception">It is more than was allowed.</exception>
    public void Append(ReadOnlySpan<byte> content, int cost)
    {
        lock (change)
        {
            if (cost > allowed) throw new Http2Exception(Http2Error.FlowControl, "more was sent on a stream than its window allows");
            allowed -= cost;
            read += cost - content.Length;
            if (isComplete || failure is not null || content.Length == 0) return;
            Make(content.Length);
            content.CopyTo(bytes.AsSpan(start + count));
            count += content.Length;
            Signal();
        }
    }

    /// <summary>Nothing more comes.</summary>
    public void Complete()
    {
        lock (change)
        {
            isComplete = true;
            Signal();
        }
    }

    /// <summary>Nothing more comes, and what has come is not the whole.</summary>
    public void Fail(Exception why)
    {
        lock (change)
        {
            if (isComplete) return;
            failure = why;
            Signal();
        }
    }

    /// <summary>Reads what is there, or waits for it.</summary>
    /// <returns>How much was read, and how much more may be sent for it, which is not told for every byte; nothing of either at the end.</returns>
    public async ValueTask<(int Count, int Credit)> ReadAsync(Memory<byte> destination, CancellationToken token)
    {
        while (true)
        {
            Task wait;
            lock (change)
            {
                if (failure is not null) throw failure;
                if (isComplete && count == 0) return (0, 0);
                if (count > 0 || read >= Enough) return Take(destination.Span);
                if (arrived.Task.IsCompleted) arrived = NewSignal();
                wait = arrived.Task;
            }
            await wait.WaitAsync(token).ConfigureAwait(false);
        }
    }

    private (int Count, int Credit) Take(Span<byte> destination)
    {
        var taken = Math.Min(count, destination.Length);
        bytes.AsSpan(start, taken).CopyTo(destination);
        start += taken;
        count -= taken;
        read += taken;
        if (read < Enough || isComplete) return (taken, 0);
        var credit = read;
        read = 0;
        allowed += credit;
        return (taken, credit);
    }

    private void Make(int room)
    {
        if (start + count + room <= bytes.Length) return;
        var larger = count + room <= bytes.Length ? bytes : new byte[Math.Min(Window, Math.Max(2 * (count + room), 1024))];
        bytes.AsSpan(start, count).CopyTo(larger);
        (bytes, start) = (larger, 0);
    }

    private void Signal() => arrived.TrySetResult();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
