using System.Formats.Tar;

namespace ContainerTools.ModuleTests.Images;

/// <summary>Images and files of one test class: named apart from all others, and removed at its end.</summary>
public sealed class TestImages : IDisposable
{
    private readonly List<string> ids = [];
    private readonly HashSet<string> made = [];
    private bool used;

    /// <summary>What every name of this class begins with.</summary>
    public string Prefix { get; } = "t" + Guid.NewGuid().ToString("n")[..10];

    /// <summary>A folder for files of the tests.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("containertools-images-").FullName;

    public string Name(string suffix) => $"{Prefix}-{suffix}:1";

    public string File(string name) => Path.Combine(Folder, name);

    /// <summary>Makes an image, once, of the base image and some steps, each a layer of its own: a shell script run in a container that is then committed.</summary>
    /// <returns>Its name.</returns>
    public string Make(string suffix, params string[] steps)
    {
        if (!made.Add(suffix)) return Name(suffix);
        used = true;
        var from = TestEngine.Image;
        foreach (var step in steps)
        {
            var container = TestEngine.Docker("create", "--label", "containertools.test=" + Prefix, from, "sh", "-c", step);
            try
            {
                TestEngine.Docker("start", "--attach", container);
                from = Own(TestEngine.Docker("commit", container));
            }
            finally
            {
                TestEngine.Docker("rm", container);
            }
        }
        TestEngine.Docker("tag", from, Name(suffix));
        return Name(suffix);
    }

    /// <summary>Makes an image of one layer from files, once.</summary>
    /// <returns>Its name.</returns>
    public string FromFiles(string suffix, params (string Path, int Size)[] files)
    {
        if (!made.Add(suffix)) return Name(suffix);
        used = true;
        var path = File(suffix + "-root.tar");
        using (var tar = new TarWriter(System.IO.File.Create(path)))
        {
            foreach (var (name, size) in files) tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(new byte[size]) });
        }
        TestEngine.Docker("import", path, Name(suffix));
        return Name(suffix);
    }

    /// <summary>Has an image without a name of ours removed at the end too.</summary>
    public string Own(string id)
    {
        used = true;
        ids.Add(id);
        return id;
    }

    public static bool Exists(string name) => TestEngine.Docker("images", "--quiet", name).Length > 0;

    public static string Id(string name) => TestEngine.Docker("image", "inspect", "--format", "{{.Id}}", name);

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        if (!used) return;
        var names = TestEngine.Docker("images", "--filter", $"reference={Prefix}-*", "--format", "{{.Repository}}:{{.Tag}}").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        // The newest first: the older ones are their parents.
        foreach (var image in names.Concat(Enumerable.Reverse(ids)))
        {
            try
            {
                TestEngine.Docker("rmi", "--force", image);
            }
            catch (InvalidOperationException e) when (e.Message.Contains("No such image", StringComparison.Ordinal))
            {
                // Gone with the name of its child, or removed by its test.
            }
        }
    }
}
