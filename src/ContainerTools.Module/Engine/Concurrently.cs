namespace ContainerTools.Engine;

/// <summary>Many requests at once, but not too many.</summary>
internal static class Concurrently
{
    /// <summary>Reads many things and hands them over in their order, without those that are not there any more.</summary>
    /// <param name="read">Reads one; <see langword="null"/> for one that has gone.</param>
    public static async Task<IReadOnlyList<TResult>> ReadAsync<TItem, TResult>(IEnumerable<TItem> items, int limit, Func<TItem, Task<TResult?>> read, CancellationToken token)
        where TResult : class
    {
        using var gate = new SemaphoreSlim(limit);
        var results = await Task.WhenAll(items.Select(OneAsync)).ConfigureAwait(false);
        return [.. results.OfType<TResult>()];

        async Task<TResult?> OneAsync(TItem item)
        {
            await gate.WaitAsync(token).ConfigureAwait(false);
            try
            {
                return await read(item).ConfigureAwait(false);
            }
            finally
            {
                gate.Release();
            }
        }
    }
}
