namespace ContainerTools.Engine;

/// <summary>Copies an archive that an engine makes to a stream, as it comes; it is never held whole.</summary>
/// <param name="engine">The engine.</param>
/// <param name="path">What is asked for: the API's path.</param>
/// <param name="query">What follows it.</param>
/// <param name="what">What the archive holds, as messages call it: "the images".</param>
/// <param name="errorId">The error's id when the engine does not make all of it.</param>
internal sealed class ArchiveDownload(EngineConnection engine, string path, Query? query, string what, string errorId)
{
    private const int BufferSize = 1024 * 1024;

    /// <summary>Copies. It blocks, so it takes a thread of its own.</summary>
    /// <param name="destination">Takes the archive.</param>
    /// <param name="progress">Is told how many bytes have been written.</param>
    /// <param name="token">Ends it.</param>
    /// <exception cref="EngineException">The engine ended the archive before its end, or it cannot be written.</exception>
    public void Run(Stream destination, Action<long> progress, CancellationToken token)
    {
        try
        {
            using var stream = engine.OpenStream(HttpMethod.Get, path, query, null, StreamKind.Archive, token);
            var tail = new ArchiveTail();
            var buffer = new byte[BufferSize];
            long written = 0;
            int count;
            while ((count = stream.Content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0)
            {
                Write(destination, buffer.AsSpan(0, count));
                tail.Add(buffer.AsSpan(0, count));
                progress(written += count);
            }
            Check(tail);
        }
        catch (Exception e) when (token.IsCancellationRequested && e is not OperationCanceledException)
        {
            throw new OperationCanceledException(e.Message, e, token);
        }
    }

    private void Check(ArchiveTail tail)
    {
        if (tail.HasEnd) return;
        throw new EngineException(errorId, ErrorCategory.ReadError, null, tail.Reason is { } reason
            ? $"The engine could not write {what}: {reason}"
            : $"The engine ended the archive of {what} in the middle. Look into its log, and try again.");
    }

    /// <summary>A full disk is not a broken connection, though .NET calls both by one name.</summary>
    private void Write(Stream destination, ReadOnlySpan<byte> bytes)
    {
        try
        {
            destination.Write(bytes);
        }
        catch (IOException e)
        {
            throw new EngineException("FileUnwritable", ErrorCategory.WriteError, null, $"The file with {what} cannot be written: {e.Message}", e);
        }
    }
}
