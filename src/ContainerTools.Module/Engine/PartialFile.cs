namespace ContainerTools.Engine;

/// <summary>
/// A file that is written under another name beside its own and takes its place when it is whole, so that a failure leaves
/// neither half a file nor a file lost.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    private readonly string path;
    private readonly string partial;
    private readonly FileStream stream;
    private bool complete;

    /// <summary>Begins the file; its folder must be there.</summary>
    /// <param name="mode">Who may do what with it, from its first byte on, where the operating system knows such modes; else what new files get.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    public PartialFile(string path, UnixFileMode? mode = null)
    {
        this.path = path;
        partial = $"{path}.{Path.GetRandomFileName()}.partial";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 64 * 1024 };
        if (mode is { } wanted && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            stream = new FileStream(partial, options);
            // Unlike the mode that a file is made with, this one is not cut by the process's mask.
            File.SetUnixFileMode(stream.SafeFileHandle, wanted);
        }
        else
        {
            stream = new FileStream(partial, options);
        }
    }

    public Stream Stream => stream;

    /// <summary>Begins the file that a user named.</summary>
    /// <exception cref="EngineException">It cannot be made.</exception>
    public static PartialFile Begin(string path)
    {
        try
        {
            return new PartialFile(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException("FileUnwritable", ErrorCategory.WriteError, path, $"'{path}' cannot be written: {e.Message}", e);
        }
    }

    public void Write(ReadOnlySpan<byte> bytes) => stream.Write(bytes);

    /// <summary>Puts the file in its place, over one that is there.</summary>
    /// <param name="flushToDisk">Whether it is on the disk before that, for a file that must survive even a failing machine.</param>
    public void Complete(bool flushToDisk = false)
    {
        if (flushToDisk) stream.Flush(flushToDisk: true);
        stream.Dispose();
        File.Move(partial, path, overwrite: true);
        complete = true;
    }

    public void Dispose()
    {
        if (complete) return;
        try
        {
            stream.Dispose();
        }
        catch (IOException)
        {
            // What is still held does not fit on the disk, and is not wanted any more.
        }
        File.Delete(partial);
    }
}
