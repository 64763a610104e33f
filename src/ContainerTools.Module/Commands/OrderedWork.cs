using System.Threading.Channels;

namespace ContainerTools.Commands;

/// <summary>
/// Works on several things at once and hands the results out in the order in which the things came. At most
/// <paramref name="limit"/> are under way; with a limit of 1 each is finished before the next begins.
/// </summary>
internal sealed class OrderedWork(int limit) : IDisposable
{
    private readonly Queue<Task<IReadOnlyList<Emission>>> started = new();
    private readonly SemaphoreSlim free = new(limit, limit);
    private readonly Channel<Emission> told = Channel.CreateUnbounded<Emission>(new UnboundedChannelOptions { SingleReader = true });
    private Task? more;

    /// <summary>Hands over what is written at once and not in its turn, such as progress; from any thread.</summary>
    public void Tell(Emission emission) => told.Writer.TryWrite(emission);

    /// <summary>Starts a piece of work, waiting for a free place first.</summary>
    public void Start(Func<CancellationToken, Task<IReadOnlyList<Emission>>> work, Cmdlet cmdlet, CancellationToken token)
    {
        Await(free.WaitAsync(token), cmdlet, token);
        started.Enqueue(Task.Run(
            async () =>
            {
                try
                {
                    return await work(token).ConfigureAwait(false);
                }
                finally
                {
                    free.Release();
                }
            },
            CancellationToken.None));
    }

    /// <summary>Writes the results that are next in order and there.</summary>
    public void WriteFinished(Cmdlet cmdlet, CancellationToken token)
    {
        while (started.TryPeek(out var next) && (next.IsCompleted || limit == 1)) Write(cmdlet, token);
    }

    /// <summary>Waits for all that is under way and writes it.</summary>
    public void WriteAll(Cmdlet cmdlet, CancellationToken token)
    {
        while (started.Count > 0) Write(cmdlet, token);
    }

    private void Write(Cmdlet cmdlet, CancellationToken token)
    {
        var next = started.Peek();
        Await(next, cmdlet, token);
        started.Dequeue();
        foreach (var emission in next.Result) emission.WriteTo(cmdlet);
    }

    /// <summary>Waits for a task and writes what is told meanwhile.</summary>
    private void Await(Task task, Cmdlet cmdlet, CancellationToken token)
    {
        try
        {
            while (!task.IsCompleted)
            {
                WriteTold(cmdlet);
                more ??= told.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
                if (Task.WaitAny([task, more], token) == 1) more = null;
            }
            WriteTold(cmdlet);
            task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    private void WriteTold(Cmdlet cmdlet)
    {
        while (told.Reader.TryRead(out var emission)) emission.WriteTo(cmdlet);
    }

    /// <summary>Lets what has been started finish: a pipeline that ends early does not leave half of a request behind.</summary>
    public void Dispose()
    {
        Task.WhenAll(started).ContinueWith(static _ => { }, TaskScheduler.Default).Wait();
        free.Dispose();
    }
}
