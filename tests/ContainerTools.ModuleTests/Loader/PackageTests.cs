using System.IO.Compression;
using System.Reflection;
using System.Xml.Linq;

namespace ContainerTools.ModuleTests.Loader;

/// <summary>What <c>build.ps1 package</c> makes of the built module, as the gallery and its users take it.</summary>
public sealed class PackageTests : IDisposable
{
    private static readonly string Folder = Path.GetDirectoryName(TestEngine.Manifest)!;
    private static readonly string Version = Path.GetFileName(Folder);
    private static readonly string Repository = typeof(PackageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Repository").Value!;

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_installs_into_a_clean_module_path_and_its_demo_runs_from_there()
    {
        var package = Pack();
        var installed = folder[$"modules/ContainerTools/{Version}"];
        ZipFile.ExtractToDirectory(package, installed);
        // What an installer leaves out: the container's own parts.
        foreach (var part in new[] { "_rels", "package" }) Directory.Delete(Path.Combine(installed, part), true);
        foreach (var part in new[] { "[Content_Types].xml", "ContainerTools.nuspec" }) File.Delete(Path.Combine(installed, part));

        Assert.Equal(Files(Folder), Files(installed));
        var metadata = Metadata(package);
        Assert.Equal("ContainerTools", metadata["id"]);
        Assert.Equal(Version, metadata["version"]);
        Assert.Equal("MIT", metadata["license"]);
        Assert.Equal("icon.png", metadata["icon"]);
        Assert.Contains("- Containers:", metadata["releaseNotes"], StringComparison.Ordinal);
        Assert.Superset(new HashSet<string> { "PSModule", "PSIncludes_Cmdlet", "PSEdition_Core", "Linux" }, metadata["tags"].Split(' ').ToHashSet());
        Assert.All(new[] { "authors", "description", "projectUrl", "copyright" }, field => Assert.NotEmpty(metadata[field]));
        // 50 MB would make every start of a runbook's fresh machine slow; it has a third of that.
        Assert.InRange(new FileInfo(package).Length, 1_000_000, 50_000_000);

        var busybox = folder["busybox"];
        TestEngine.Prepare("busybox", busybox);
        var run = ShellProcess.Run(
            ["-Command", $"(Get-Module -ListAvailable ContainerTools).ModuleBase; & '{Repository}docs/demo.ps1' -EngineHost '{TestEngine.Host}' -Busybox '{busybox}'"],
            "", ("PSModulePath", folder["modules"]));
        Assert.SkipWhen(run.Output.Contains("\"ps\"", StringComparison.Ordinal), "the engine's machine has no ps, which the demo shows");
        var lines = run.Good().Lines;
        Assert.Equal(installed, lines[0]);
        Assert.Contains("Done: nothing of it is left.", lines[^1], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.Contains("hello from a container", StringComparison.Ordinal) && !line.Contains("PS>", StringComparison.Ordinal));
    }

    [Fact]
    public void It_holds_nothing_but_the_module()
    {
        var known = new HashSet<string> { ".dll", ".pdb", ".psd1", ".psm1", ".ps1xml", ".xml", ".txt", ".png", "" };
        Assert.All(Files(Folder), file => Assert.Contains(Path.GetExtension(file), known));
        Assert.Contains("LICENSE", Files(Folder));
        // Each assembly of ours has its symbols, wherever in the folder they lie.
        Assert.Superset(new HashSet<string> { "ContainerTools.pdb", "bin/ContainerTools.Module.pdb" }, Files(Folder).ToHashSet());
    }

    [Fact]
    public void Every_assembly_of_others_is_named_with_its_licence()
    {
        var notices = File.ReadAllText(Path.Combine(Folder, "THIRD-PARTY-NOTICES.txt"));
        var others = Files(Path.Combine(Folder, "bin")).Where(file => file.EndsWith(".dll", StringComparison.Ordinal) && !file.Contains('/') && file != "ContainerTools.Module.dll").ToArray();
        Assert.NotEmpty(others);
        Assert.All(others, file => Assert.Contains(file, notices, StringComparison.Ordinal));
    }

    private string Pack()
    {
        var run = ShellProcess.Run(["-File", Repository + "build.ps1", "package", "-NoBuild", "-Destination", folder.Path]).Good();
        Assert.StartsWith("Packed ", run.Lines[^1], StringComparison.Ordinal);
        return Assert.Single(Directory.GetFiles(folder.Path, "*.nupkg"));
    }

    private static Dictionary<string, string> Metadata(string package)
    {
        using var archive = ZipFile.OpenRead(package);
        using var nuspec = archive.GetEntry("ContainerTools.nuspec")!.Open();
        return XDocument.Load(nuspec).Root!.Elements().Single().Elements().ToDictionary(e => e.Name.LocalName, e => e.Value);
    }

    private static IReadOnlyList<string> Files(string root) =>
        [.. Directory.GetFiles(root, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];
}
