namespace ContainerTools.Commands;

/// <summary>What one engine's search has found, on its way to the pipeline: read again, many at once, and written in its order.</summary>
/// <param name="read">Reads one; <see langword="null"/> for what has been removed since it was listed, or is not wanted.</param>
internal sealed class SearchOutput<T>(Func<T, Task<T?>> read, Emitter emitter)
    where T : class
{
    private readonly Queue<Task<T?>> reading = new();
    private List<object> ready = [];

    /// <summary>Writes what need not be waited for, and what must be before more is read.</summary>
    public async Task WriteAsync(IEnumerable<T> found)
    {
        foreach (var item in found)
        {
            reading.Enqueue(read(item));
            while (reading.TryPeek(out var first) && (first.IsCompleted || reading.Count >= Search.Concurrency)) await TakeAsync().ConfigureAwait(false);
        }
        await SendAsync().ConfigureAwait(false);
    }

    /// <summary>Writes the rest.</summary>
    public async Task FinishAsync()
    {
        while (reading.Count > 0) await TakeAsync().ConfigureAwait(false);
        await SendAsync().ConfigureAwait(false);
    }

    /// <summary>Writes what is there already, and has been found whole.</summary>
    public async Task WriteAllAsync(IEnumerable<T> found)
    {
        await WriteAsync(found).ConfigureAwait(false);
        await FinishAsync().ConfigureAwait(false);
    }

    private async Task TakeAsync()
    {
        var first = reading.Dequeue();
        if (!first.IsCompleted) await SendAsync().ConfigureAwait(false);
        if (await first.ConfigureAwait(false) is { } value) ready.Add(value);
    }

    private async ValueTask SendAsync()
    {
        if (ready.Count == 0) return;
        await emitter.SendAsync(new Emission.Batch(ready)).ConfigureAwait(false);
        ready = [];
    }
}
