using System.Security.Cryptography;
using ContainerTools.Engine.Files;
using ContainerTools.Engine.Tar;

namespace ContainerTools.UnitTests.Files;

/// <summary>A destination with something precious beside it.</summary>
internal sealed class ExtractionBench : IDisposable
{
    private readonly string root = System.IO.Directory.CreateTempSubdirectory("extraction-").FullName;

    public ExtractionBench()
    {
        System.IO.Directory.CreateDirectory(Destination);
        System.IO.Directory.CreateDirectory(Outside);
        File.WriteAllText(Path.Combine(Outside, "secret"), "precious");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(Outside, "secret"), UnixFileMode.UserRead);
        File.SetLastWriteTimeUtc(Path.Combine(Outside, "secret"), new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
    }

    public string Destination => Path.Combine(root, "destination");

    public string Outside => Path.Combine(root, "outside");

    /// <summary>Entries that were refused, with the reasons.</summary>
    public List<(string Entry, Exception Why)> Refused { get; } = [];

    public bool OwnerRefused { get; private set; }

    public string At(string name) => Path.Combine(Destination, name);

    /// <summary>Unpacks, and requires that nothing outside of the destination has changed.</summary>
    public void Unpack(byte[] archive, bool portable = false, string? name = null, string? oneFile = null, bool keepOwners = false, string? after = null, Action? then = null)
    {
        var before = Snapshot();
        try
        {
            using var folders = new ExtractionFolders(portable ? new PortableFolder(Destination) : ExtractionFolder.Open(Destination));
            var names = oneFile is null ? ArchiveNames.OfContent(name) : ArchiveNames.OfOne(oneFile, name!);
            var extraction = new Extraction(folders, names, keepOwners) { Refused = (entry, why) => Refused.Add((entry, why)), OwnerRefused = () => OwnerRefused = true, Wrote = static _ => { } };
            var reader = new TarStreamReader(new Unseekable(new MemoryStream(archive)));
            try
            {
                while (reader.Read())
                {
                    extraction.Unpack(reader);
                    if (reader.Entry.Name == after) then!();
                }
            }
            finally
            {
                folders.LeaveAll();
            }
        }
        finally
        {
            Assert.Equal(before, Snapshot());
        }
    }

    /// <summary>What lies in the destination: kind, path and target or content of each.</summary>
    public IReadOnlyList<string> Content() => List(Destination, facts: false);

    private List<string> Snapshot() => [.. List(root, facts: true).Where(line => !line.Contains("destination", StringComparison.Ordinal))];

    private static List<string> List(string folder, bool facts)
    {
        var options = new EnumerationOptions { AttributesToSkip = 0, RecurseSubdirectories = false };
        var lines = new List<string>();
        var open = new Stack<DirectoryInfo>([new DirectoryInfo(folder)]);
        while (open.TryPop(out var current))
        {
            foreach (var item in current.GetFileSystemInfos("*", options))
            {
                var name = Path.GetRelativePath(folder, item.FullName);
                var more = facts ? $" {item.LastWriteTimeUtc:O} {(OperatingSystem.IsWindows() ? 0 : item.UnixFileMode)}" : "";
                if (item.LinkTarget is { } target) lines.Add($"link {name} -> {target}");
                else if (item is DirectoryInfo directory)
                {
                    lines.Add($"directory {name}{more}");
                    open.Push(directory);
                }
                else if (Posix.Stat(item.FullName) is { Type: not TarEntryType.File } stat) lines.Add($"{stat.Type} {name}{more}");
                else lines.Add($"file {name} {(facts ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(item.FullName))) : File.ReadAllText(item.FullName))}{more}");
            }
        }
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    public void Dispose()
    {
        Open(new DirectoryInfo(root));
        System.IO.Directory.Delete(root, recursive: true);
    }

    /// <summary>Folders that were unpacked may allow nothing, not even to be removed.</summary>
    private static void Open(DirectoryInfo folder)
    {
        if (!OperatingSystem.IsWindows()) folder.UnixFileMode |= UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        foreach (var inner in folder.GetDirectories())
        {
            if (inner.LinkTarget is null) Open(inner);
        }
    }
}
