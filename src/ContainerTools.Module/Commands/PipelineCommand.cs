using System.Threading.Channels;

namespace ContainerTools.Commands;

/// <summary>
/// What every cmdlet stands on: cancellation by Ctrl+C, and the ways to wait without leaving the pipeline's thread, on which
/// alone PowerShell lets a cmdlet write.
/// </summary>
public abstract class PipelineCommand : PSCmdlet, IDisposable
{
    /// <summary>How much a producer is ahead of the pipeline at most.</summary>
    private protected const int Ahead = 256;

    private readonly CancellationTokenSource stop = new();

    /// <summary>Cancelled when the pipeline is stopped.</summary>
    protected internal CancellationToken Token => stop.Token;

    /// <summary>Cancels, without waiting for all that reacts to it: with many requests under way that takes a while.</summary>
    protected override void StopProcessing() => stop.CancelAsync();

    /// <summary>Runs one call and blocks until it is done.</summary>
    protected internal T Wait<T>(Func<CancellationToken, Task<T>> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        try
        {
            return call(Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (Token.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>
    /// Runs a producer beside the pipeline and writes what it emits as it comes. When the pipeline wants no more, the producer
    /// is cancelled; when it is slow, the producer waits.
    /// </summary>
    private protected void Pump(Func<Emitter, CancellationToken, Task> produce, int ahead = Ahead)
    {
        var ended = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var channel = Channel.CreateBounded<Emission>(new BoundedChannelOptions(ahead) { SingleReader = true });
        var producer = Task.Run(() => RunProducerAsync(produce, channel.Writer, ended.Token), CancellationToken.None);
        try
        {
            while (channel.Reader.TryRead(out var emission) || WaitForMore(channel.Reader))
            {
                emission?.WriteTo(this);
            }
            producer.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (Token.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            ended.CancelAsync().ContinueWith(static (_, source) => ((CancellationTokenSource)source!).Dispose(), ended, TaskScheduler.Default);
        }
    }

    private bool WaitForMore(ChannelReader<Emission> reader)
    {
        var waiting = reader.WaitToReadAsync(Token);
        return waiting.IsCompleted ? waiting.Result : waiting.AsTask().GetAwaiter().GetResult();
    }

    private static async Task RunProducerAsync(Func<Emitter, CancellationToken, Task> produce, ChannelWriter<Emission> writer, CancellationToken token)
    {
        try
        {
            await produce(new Emitter(writer, token), token).ConfigureAwait(false);
        }
        finally
        {
            writer.Complete();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Called once when the pipeline has ended, however it ended.</summary>
    /// <param name="disposing">Always true: there is no finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) stop.Dispose();
    }
}
