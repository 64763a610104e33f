using System.Buffers;

namespace ContainerTools.Engine.Files;

/// <summary>
/// The content of one file in a container, read forwards. It blocks, so it takes a thread of its own. The reader can let go of the
/// container and go on later where it was.
/// </summary>
internal sealed class ContainerFile(ContainerPlace place, CancellationToken token) : Stream
{
    private ContainerArchive? archive;
    private Stream? data;
    private long? length;
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    /// <summary>The bytes that the file had when reading it began.</summary>
    public override long Length
    {
        get
        {
            if (length is null) Open();
            return length!.Value;
        }
    }

    public override long Position { get => position; set => throw new NotSupportedException(); }

    /// <summary>Finds a file, following symbolic links.</summary>
    /// <exception cref="EngineException">There is none, or it is something else.</exception>
    public static async Task<ContainerFile> OpenAsync(ContainerPlace place, CancellationToken token)
    {
        var (stat, real) = await ContainerFileSystem.ResolveAsync(place, token).ConfigureAwait(false);
        return stat?.Type switch
        {
            ContainerFileType.File => new ContainerFile(real, token),
            null => throw Missing(place, real),
            ContainerFileType.Directory => throw NotFile(place, "is a directory"),
            _ => throw NotFile(place, "is no file"),
        };
    }

    /// <summary>Reads all of it.</summary>
    /// <exception cref="EngineException">It is too large for that.</exception>
    public byte[] ReadWhole()
    {
        if (Length > Array.MaxLength) throw new EngineException("ContainerFileTooLarge", ErrorCategory.LimitsExceeded, place.Name, $"'{place.Name}' has {Length} bytes, which is too much for one array.");
        var content = new byte[Length];
        this.ReadExactly(content);
        return content;
    }

    /// <summary>Closes the connection, so that the engine answers other questions about the container; the next read opens another.</summary>
    public void LetGo()
    {
        archive?.Dispose();
        (archive, data) = (null, null);
    }

    public override int Read(Span<byte> buffer)
    {
        if (data is null) Open();
        if (buffer.Length == 0 || position == length) return 0;
        var read = data!.Read(buffer[..(int)Math.Min(buffer.Length, length!.Value - position)]);
        position += read;
        return read;
    }

    /// <summary>Passes over some of it.</summary>
    public void Skip(long count)
    {
        if (data is null) Open();
        Discard(count);
        position += count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) LetGo();
        base.Dispose(disposing);
    }

    private void Open()
    {
        archive = ContainerFileSystem.Open(place, token);
        if (!archive.Read() || archive.Reader.Entry.Type != Tar.TarEntryType.File) throw NotFile(place, "is no file");
        data = archive.Reader.Data;
        if (length is null) length = archive.Reader.Entry.Size;
        // What was there at first is what counts: a log that grows meanwhile ends where it ended then.
        else if (archive.Reader.Entry.Size < length) throw Changed();
        Discard(position);
    }

    private void Discard(long count)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
        try
        {
            while (count > 0) count -= data!.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, count)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static EngineException NotFile(ContainerPlace place, string what) => new("ContainerPathNotFile", ErrorCategory.InvalidArgument, place.Name, $"'{place.Name}' {what}, so it has no content.");

    private static EngineException Missing(ContainerPlace place, ContainerPlace real) => new("ContainerPathNotFound", ErrorCategory.ObjectNotFound, place.Name,
        place == real ? $"There is no '{place.Name}'." : $"'{place.Name}' is a symbolic link to '{real.Path}', and there is nothing.");

    private EngineException Changed() => new("ContainerFileChanged", ErrorCategory.ReadError, place.Name,
        $"'{place.Name}' became shorter while it was read, so what has come does not belong together. Read it again.");
}
