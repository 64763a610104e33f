using System.Buffers;
using ContainerTools.Engine.Tar;
using Microsoft.Win32.SafeHandles;

namespace ContainerTools.Engine.Files;

/// <summary>
/// Writes local files as a tar archive while they are read: small ones several at a time and ahead of the writer, large ones
/// piece by piece.
/// </summary>
internal sealed class LocalTar(LocalProblems problems, CancellationToken token)
{
    /// <summary>Files up to this size are read ahead; with <see cref="Ahead"/> it bounds the memory.</summary>
    private const int Small = 128 * 1024;

    /// <summary>How many entries are prepared before the one that is being written.</summary>
    private const int Ahead = 32;

    private const int Piece = 256 * 1024;

    private readonly HashSet<string> missing = new(StringComparer.Ordinal);
    private byte[]? piece;

    /// <summary>The entry that is being written, for those who ask where it broke off.</summary>
    public string? Current { get; private set; }

    /// <summary>Is told how many bytes of content have been written, piece by piece.</summary>
    public Action<int>? Wrote { get; init; }

    /// <summary>Is told of each entry after it has been written, with its bytes.</summary>
    public Action<LocalEntry, long>? Finished { get; init; }

    /// <summary>Writes all entries and the end of the archive.</summary>
    /// <exception cref="EngineException">A file cannot be read, or shrinks meanwhile.</exception>
    public void Write(IEnumerable<LocalEntry> entries, Stream output)
    {
        var writer = new TarStreamWriter(output);
        var prepared = new Queue<(LocalEntry Entry, Task<ReadFile?>? Reading)>();
        try
        {
            using var remaining = entries.GetEnumerator();
            for (var more = true; more || prepared.Count > 0;)
            {
                token.ThrowIfCancellationRequested();
                while (more && prepared.Count < Ahead && (more = remaining.MoveNext()))
                {
                    var next = remaining.Current;
                    prepared.Enqueue((next, next is { FullPath: not null, Header.Size: <= Small } ? Task.Run(() => Read(next), token) : null));
                }
                if (!prepared.TryPeek(out var head)) break;
                Write(writer, head.Entry, head.Reading);
                prepared.Dequeue();
            }
        }
        finally
        {
            foreach (var (_, reading) in prepared) reading?.ContinueWith(static done => done.Result?.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        }
        writer.End();
    }

    private void Write(TarStreamWriter writer, LocalEntry entry, Task<ReadFile?>? reading)
    {
        Current = entry.Name;
        if (entry.Header.Type == TarEntryType.HardLink && missing.Contains(entry.Header.LinkTarget!))
        {
            problems.Unreadable(entry.Name, new IOException($"it is the same file as '{entry.Header.LinkTarget}'."));
        }
        else if (entry.FullPath is null)
        {
            Write(writer, entry, (entry.Content ?? default).Span);
        }
        else if (reading is not null)
        {
            using var file = reading.GetAwaiter().GetResult();
            if (file is not null) Write(writer, entry, file.Content);
            else if (entry.Identity is not null) missing.Add(entry.Name);
        }
        else
        {
            using var handle = OpenOrNull(entry.FullPath);
            if (handle is not null) Write(writer, entry, handle);
            else if (entry.Identity is not null) missing.Add(entry.Name);
        }
    }

    private void Write(TarStreamWriter writer, LocalEntry entry, ReadOnlySpan<byte> content)
    {
        writer.Begin(entry.Header with { Size = content.Length });
        writer.Write(content);
        Wrote?.Invoke(content.Length);
        Finished?.Invoke(entry, content.Length);
    }

    /// <summary>Exactly as many bytes as the header has promised, even if the file grows meanwhile.</summary>
    private void Write(TarStreamWriter writer, LocalEntry entry, SafeFileHandle handle)
    {
        var length = RandomAccess.GetLength(handle);
        writer.Begin(entry.Header with { Size = length });
        piece ??= new byte[Piece];
        for (long position = 0; position < length;)
        {
            token.ThrowIfCancellationRequested();
            var read = Read(handle, entry.FullPath!, piece.AsSpan(0, (int)Math.Min(piece.Length, length - position)), position);
            writer.Write(piece.AsSpan(0, read));
            position += read;
            Wrote?.Invoke(read);
        }
        Finished?.Invoke(entry, length);
    }

    private int Read(SafeFileHandle handle, string path, Span<byte> destination, long position)
    {
        try
        {
            return RandomAccess.Read(handle, destination, position) is var read and > 0 ? read : throw problems.Broken(path, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw problems.Broken(path, e);
        }
    }

    /// <returns><see langword="null"/> for a file that is left out.</returns>
    private ReadFile? Read(LocalEntry entry)
    {
        using var handle = OpenOrNull(entry.FullPath!);
        if (handle is null) return null;
        var file = new ReadFile((int)Math.Max(entry.Header.Size, 0));
        try
        {
            file.Fill(handle);
            return file;
        }
        catch (Exception e)
        {
            file.Dispose();
            if (e is not (IOException or UnauthorizedAccessException)) throw;
            problems.Unreadable(entry.FullPath!, e);
            return null;
        }
    }

    /// <returns><see langword="null"/> for a file that has been removed since it was listed, or is left out.</returns>
    private SafeFileHandle? OpenOrNull(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException && !path.Contains('\uFFFD', StringComparison.Ordinal))
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Unreadable(path, e);
            return null;
        }
    }

    /// <summary>The content of a small file, in a buffer that goes back to the pool.</summary>
    private sealed class ReadFile(int length) : IDisposable
    {
        private readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        private int count;

        public ReadOnlySpan<byte> Content => buffer.AsSpan(0, count);

        public void Fill(SafeFileHandle handle)
        {
            while (count < length && RandomAccess.Read(handle, buffer.AsSpan(count, length - count), count) is var read and > 0) count += read;
        }

        public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
    }
}
