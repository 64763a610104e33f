using System.Threading.Channels;

namespace ContainerTools.Commands;

/// <summary>
/// Streams that are read at once, each on a thread of its own, because reading a stream of the engine blocks. Either all that
/// comes is written as it comes, or one stream after the other in the order in which they were started.
/// </summary>
/// <param name="inOrder">Whether the order of the streams is kept; for streams that end.</param>
/// <param name="limit">How many are read ahead when the order is kept; one that waits for its turn holds at most its channel's worth.</param>
internal sealed class StreamSet(bool inOrder, int limit, CancellationToken token) : IDisposable
{
    private const int DefaultCapacity = 128;
    private const int StackSize = 256 * 1024;

    private readonly CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(token);
    private readonly Queue<Channel<Emission>> waiting = new();
    private readonly Channel<Emission> merged = Channel.CreateBounded<Emission>(new BoundedChannelOptions(DefaultCapacity) { SingleReader = true });
    private int running;
    private volatile bool noMoreStarts;

    /// <summary>
    /// How many pieces a producer may be ahead of the pipeline; <see langword="null"/> for any number, where a producer that waits
    /// would hold something that the rest of the pipeline may wait for.
    /// </summary>
    public int? Capacity { get; init; } = DefaultCapacity;

    /// <summary>How many have been started.</summary>
    public int Started { get; private set; }

    /// <summary>Starts a producer. It is cancelled when the pipeline ends, and blocked while the pipeline is behind.</summary>
    public void Start(Cmdlet cmdlet, Action<Emitter, CancellationToken> produce)
    {
        while (inOrder && waiting.Count >= limit) WriteHead(cmdlet);
        var channel = inOrder ? NewChannel() : merged;
        if (inOrder) waiting.Enqueue(channel);
        Started++;
        Interlocked.Increment(ref running);
        new Thread(() => Run(channel.Writer, produce), StackSize) { IsBackground = true, Name = "ContainerTools stream" }.Start();
    }

    /// <summary>Writes what is there, without waiting.</summary>
    public void WriteAvailable(Cmdlet cmdlet)
    {
        while (inOrder && waiting.TryPeek(out var head))
        {
            while (head.Reader.TryRead(out var emission)) emission.WriteTo(cmdlet);
            if (!head.Reader.Completion.IsCompleted) return;
            waiting.Dequeue();
        }
        while (!inOrder && merged.Reader.TryRead(out var emission)) emission.WriteTo(cmdlet);
    }

    /// <summary>Writes until all streams have ended.</summary>
    public void WriteAll(Cmdlet cmdlet)
    {
        while (inOrder && waiting.Count > 0) WriteHead(cmdlet);
        if (inOrder) return;
        noMoreStarts = true;
        if (Volatile.Read(ref running) == 0) merged.Writer.TryComplete();
        Drain(cmdlet, merged.Reader);
    }

    private void WriteHead(Cmdlet cmdlet)
    {
        Drain(cmdlet, waiting.Peek().Reader);
        waiting.Dequeue();
    }

    private void Drain(Cmdlet cmdlet, ChannelReader<Emission> reader)
    {
        try
        {
            while (true)
            {
                while (reader.TryRead(out var emission)) emission.WriteTo(cmdlet);
                var more = reader.WaitToReadAsync(token);
                if (!(more.IsCompleted ? more.Result : more.AsTask().GetAwaiter().GetResult())) return;
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    private void Run(ChannelWriter<Emission> writer, Action<Emitter, CancellationToken> produce)
    {
        try
        {
            produce(new Emitter(writer, ended.Token), ended.Token);
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for more.
        }
        catch (Exception e)
        {
            // On a thread of its own an exception would end the process: the pipeline gets it instead.
            writer.TryComplete(e);
        }
        var last = Interlocked.Decrement(ref running) == 0;
        if (inOrder || (last && noMoreStarts)) writer.TryComplete();
    }

    private Channel<Emission> NewChannel() => Capacity is { } capacity
        ? Channel.CreateBounded<Emission>(new BoundedChannelOptions(capacity) { SingleReader = true })
        : Channel.CreateUnbounded<Emission>(new UnboundedChannelOptions { SingleReader = true });

    public void Dispose() => ended.Cancel();
}
