using System.Buffers;
using System.Formats.Tar;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ContainerTools.Engine.Build;

/// <summary>
/// Writes a build context as a tar archive while its files are read: small files several at a time and ahead of the writer,
/// large ones piece by piece. Everything belongs to root, as docker sends it.
/// </summary>
internal static class ContextTar
{
    /// <summary>Files up to this size are read ahead; with <see cref="Ahead"/> it bounds the memory.</summary>
    private const int Small = 128 * 1024;

    /// <summary>How many entries are prepared before the one that is being written.</summary>
    private const int Ahead = 32;

    private const int OutputBuffer = 256 * 1024;
    private const int NameField = 100;
    private const long SizeField = 0x1_FFFF_FFFF;

    /// <summary>Writes all entries and the end of the archive.</summary>
    /// <param name="wrote">Is told the bytes of each file's content after it has been written.</param>
    /// <exception cref="EngineException">A file cannot be read, or shrinks meanwhile.</exception>
    public static void Write(IEnumerable<ContextEntry> entries, Stream output, Action<long> wrote, CancellationToken token)
    {
        // Not disposed of where it fails: it would write what it holds to a stream that is broken.
        var buffered = new BufferedStream(output, OutputBuffer);
        var writer = new TarWriter(buffered, TarEntryFormat.Pax, leaveOpen: true);
        var prepared = new Queue<(ContextEntry Entry, Task<ReadFile?>? Reading)>();
        try
        {
            using var remaining = entries.GetEnumerator();
            for (var more = true; more || prepared.Count > 0;)
            {
                token.ThrowIfCancellationRequested();
                while (more && prepared.Count < Ahead && (more = remaining.MoveNext()))
                {
                    var next = remaining.Current;
                    prepared.Enqueue((next, next is { FullPath: not null, Length: <= Small } ? Task.Run(() => Read(next), token) : null));
                }
                if (!prepared.TryPeek(out var head)) break;
                WriteEntry(writer, head.Entry, head.Reading, wrote, token);
                prepared.Dequeue();
            }
        }
        finally
        {
            foreach (var (_, reading) in prepared) reading?.ContinueWith(static done => done.Result?.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        }
        writer.Dispose();
        buffered.Flush();
    }

    /// <summary>A file or folder that this user may not read ends the build: leaving it out would change the image silently.</summary>
    public static EngineException Unreadable(string path, Exception cause) => new("BuildContextUnreadable", ErrorCategory.ReadError, path,
        path.Contains('\uFFFD', StringComparison.Ordinal)
            ? $"'{path}' in the build context cannot be read: its name is not valid UTF-8. Rename it, or leave it out in .dockerignore."
            : $"'{path}' in the build context cannot be read: {cause.Message} Leave it out in .dockerignore if the image does not need it.", cause);

    private static void WriteEntry(TarWriter writer, ContextEntry entry, Task<ReadFile?>? reading, Action<long> wrote, CancellationToken token)
    {
        if (entry.FullPath is null)
        {
            WriteEntry(writer, entry, entry.Content is { } content ? new MemoryStream(content, writable: false) : null, wrote);
        }
        else if (reading is not null)
        {
            using var file = reading.GetAwaiter().GetResult();
            if (file is not null) WriteEntry(writer, entry, file.ToStream(), wrote);
        }
        else
        {
            using var handle = OpenOrNull(entry.FullPath);
            if (handle is not null) WriteEntry(writer, entry, new ContextFileStream(handle, entry.FullPath, token), wrote);
        }
    }

    private static void WriteEntry(TarWriter writer, ContextEntry entry, Stream? data, Action<long> wrote)
    {
        var length = data?.Length ?? 0;
        var tar = Header(entry, length);
        using (data)
        {
            if (length > 0) tar.DataStream = data;
            writer.WriteEntry(tar);
        }
        wrote(length);
    }

    /// <summary>A header of the old kind where it can say everything: one in PAX takes twice as many blocks again.</summary>
    private static PosixTarEntry Header(ContextEntry entry, long length)
    {
        PosixTarEntry tar = FitsUstar(entry.Name) && (entry.Target is null || FitsUstar(entry.Target)) && length <= SizeField
            ? new UstarTarEntry(entry.Type, entry.Name)
            : new PaxTarEntry(entry.Type, entry.Name);
        tar.Mode = entry.Mode;
        // Whole seconds, as docker sends them; the old header cannot hold a time before 1970.
        tar.ModificationTime = DateTimeOffset.FromUnixTimeSeconds(Math.Max(entry.Modified.ToUnixTimeSeconds(), 0));
        if (entry.Target is not null) tar.LinkName = entry.Target;
        if (entry.Type is TarEntryType.BlockDevice or TarEntryType.CharacterDevice) (tar.DeviceMajor, tar.DeviceMinor) = entry.Device;
        return tar;
    }

    private static bool FitsUstar(string name) => name.Length <= NameField && Ascii.IsValid(name);

    /// <returns><see langword="null"/> for a file that has been removed since it was listed.</returns>
    private static ReadFile? Read(ContextEntry entry)
    {
        using var handle = OpenOrNull(entry.FullPath!);
        if (handle is null) return null;
        var file = new ReadFile((int)Math.Max(entry.Length, 0));
        try
        {
            file.Fill(handle);
            return file;
        }
        catch (Exception e)
        {
            file.Dispose();
            if (e is IOException or UnauthorizedAccessException) throw Unreadable(entry.FullPath!, e);
            throw;
        }
    }

    private static SafeFileHandle? OpenOrNull(string path)
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
            throw Unreadable(path, e);
        }
    }

    /// <summary>The content of a small file, in a buffer that goes back to the pool.</summary>
    private sealed class ReadFile(int length) : IDisposable
    {
        private readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        private int count;

        public void Fill(SafeFileHandle handle)
        {
            while (count < length && RandomAccess.Read(handle, buffer.AsSpan(count, length - count), count) is var read and > 0) count += read;
        }

        public MemoryStream ToStream() => new(buffer, 0, count, writable: false);

        public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
    }
}
