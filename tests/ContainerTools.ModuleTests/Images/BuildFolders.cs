namespace ContainerTools.ModuleTests.Images;

/// <summary>Images of one test class and the folders that they are made of, removed at its end.</summary>
public sealed class BuildFolders : IDisposable
{
    private const string LabelName = "containertools.test";

    private readonly string root = Directory.CreateTempSubdirectory("containertools-images-").FullName;
    private bool used;

    /// <summary>What every name of this class begins with.</summary>
    public string Prefix { get; } = "t" + Guid.NewGuid().ToString("n")[..10];

    /// <summary>The label, as <c>name=value</c>, that every image which the tests make must carry.</summary>
    public string Label
    {
        get
        {
            used = true;
            return $"{LabelName}={Prefix}";
        }
    }

    public string Name(string suffix) => $"{Prefix}-{suffix}";

    /// <summary>Makes a folder with files in it.</summary>
    /// <param name="files">Their paths and what is in them.</param>
    /// <returns>The folder's path.</returns>
    public string Folder(params (string Path, string Content)[] files)
    {
        var folder = Path.Combine(root, Guid.NewGuid().ToString("n"));
        foreach (var (path, content) in files)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, content);
        }
        return folder;
    }

    public void Dispose()
    {
        Directory.Delete(root, recursive: true);
        if (!used) return;
        var ids = TestEngine.Docker("images", "--quiet", "--filter", "label=" + Label).Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct().ToArray();
        if (ids.Length > 0) TestEngine.Docker(["rmi", "--force", .. ids]);
    }
}
