namespace ContainerTools.Commands;

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
    /// <exception cref="IOException">It cannot be made.</exception>
    public PartialFile(string path)
    {
        this.path = path;
        partial = $"{path}.{Path.GetRandomFileName()}.partial";
        stream = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 64 * 1024);
    }

    public Stream Stream => stream;

    public void Write(ReadOnlySpan<byte> bytes) => stream.Write(bytes);

    /// <summary>Puts the file in its place, over one that is there.</summary>
    public void Complete()
    {
        stream.Dispose();
        File.Move(partial, path, overwrite: true);
        complete = true;
    }

    public void Dispose()
    {
        stream.Dispose();
        if (!complete) File.Delete(partial);
    }
}
