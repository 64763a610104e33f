namespace ContainerTools.Benchmarks;

/// <summary>A folder of one row.</summary>
internal sealed class Scratch(string parent) : IDisposable
{
    public string Path { get; } = Directory.CreateDirectory(System.IO.Path.Combine(parent, Guid.NewGuid().ToString("n"))).FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file that does not compress.</summary>
    public string Write(string name, long bytes)
    {
        var block = new byte[Math.Min(bytes, 1 << 20)];
        Random.Shared.NextBytes(block);
        using var file = File.Create(this[name]);
        for (var left = bytes; left > 0; left -= block.Length) file.Write(block, 0, (int)Math.Min(block.Length, left));
        return this[name];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
