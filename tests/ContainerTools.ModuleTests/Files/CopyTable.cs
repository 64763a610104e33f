using System.Diagnostics;

namespace ContainerTools.ModuleTests.Files;

/// <summary>
/// The same copies by <c>docker cp</c> and by <c>Copy-ContainerItem</c>: every kind of source to every kind of destination, each on a
/// fresh copy of the same tree. What is then there is compared, and whether it failed.
/// </summary>
public sealed partial class CopyTable : IDisposable
{
    /// <summary>What is copied from, in a folder of its own.</summary>
    public const string SourceScript = """
        mkdir -p s/dir/sub s/empty; printf one > s/file; printf two > s/dir/a; printf three > s/dir/sub/b; ln -s a s/dir/link; chmod 640 s/file; chmod 2750 s/dir/sub
        ln -s file s/tofile; ln -s dir s/todir; ln -s nowhere s/dangling; ln -s /etc/hostname s/absolute; printf odd > 's/odd:name [x]'
        touch -d '2001-02-03 04:05:06' s/file s/dir/a s/dir/sub s/dir s/empty
        """;

    /// <summary>What is copied to: a folder with something of each kind.</summary>
    private const string TargetScript = """
        mkdir -p t/dir t/full/dir/sub t/full/file; printf old > t/file; printf old > t/dir/keep; printf old > t/full/dir/a; printf old > t/full/dir/other; printf old > t/full/empty
        ln -s dir t/todir; ln -s file t/tofile; ln -s gone t/dangling; chmod 700 t/dir t/full/dir
        """;

    public static readonly string[] Sources =
        ["file", "file/", "dir", "dir/", "dir/.", "empty", "empty/.", "tofile", "todir", "todir/.", "dangling", "absolute", "none", "none/.", "odd:name [x]", "./dir/../file", "."];

    public static readonly string[] Targets =
        ["new", "new/", "new/.", "dir", "dir/", "dir/.", "file", "file/", "todir", "todir/", "tofile", "dangling", "no/new", "full", ".", "dir/renamed", "file/below"];

    private readonly TestContainers containers = new();
    private readonly TestFolder folder = new();
    private readonly Lazy<string> container;
    private readonly Lazy<string> local;

    public CopyTable()
    {
        container = new Lazy<string>(() => containers.StartReady("table", SourceScript + "\ntouch /ready; sleep 1000"));
        local = new Lazy<string>(() =>
        {
            Shell(folder.Path, SourceScript);
            return folder.Path;
        });
    }

    /// <summary>A container with the sources in <c>/s</c>.</summary>
    public string Container => container.Value;

    /// <summary>The folder of this machine that has the sources in <c>s</c>.</summary>
    public string Local => local.Value;

    /// <summary>Fresh destinations, one a name, in the container.</summary>
    public void PrepareContainer(IEnumerable<string> names) =>
        TestEngine.Docker("exec", Container, "sh", "-c", $"for n in {string.Join(' ', names)}; do mkdir -p /$n; cd /$n; {TargetScript.ReplaceLineEndings("; ")}; done");

    /// <summary>Fresh destinations, one a name, on this machine.</summary>
    public void PrepareLocal(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            Directory.CreateDirectory(folder[name]);
            Shell(folder[name], TargetScript);
        }
    }

    /// <summary>What is below folders of the container: mode, owner, time, path and content or target of each; of what nobody copied no time.</summary>
    public ILookup<string, string> ListContainer(IEnumerable<string> names) => Facts(TestEngine.Docker("exec", Container, "sh", "-c", ListScript(names)));

    /// <summary>The same on this machine.</summary>
    public ILookup<string, string> ListLocal(IEnumerable<string> names) => Facts(Shell(folder.Path, ListScript(names)));

    private static string ListScript(IEnumerable<string> names) =>
        $"find {string.Join(' ', names)} -exec stat -c '%n %a %u:%g %Y %N' {{}} +; find {string.Join(' ', names)} -type f -exec grep -H '' {{}} +";

    private static ILookup<string, string> Facts(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).Select(line =>
    {
        var name = line[..line.IndexOfAny(['/', ' '])];
        // Times of this test's own doing differ by when it did it.
        return (Name: name, Fact: Recent().Replace(line.Replace(name, "", StringComparison.Ordinal), " now "));
    }).ToLookup(line => line.Name, line => line.Fact);

    [System.Text.RegularExpressions.GeneratedRegex(@" 1[0-9]{9} ")]
    private static partial System.Text.RegularExpressions.Regex Recent();

    private static string Shell(string folder, string script)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", script]) { WorkingDirectory = folder, RedirectStandardOutput = true, Environment = { ["TZ"] = "UTC" } })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"the script ended with {process.ExitCode}");
    }

    public void Dispose()
    {
        containers.Dispose();
        folder.Dispose();
    }
}
