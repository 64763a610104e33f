using System.Net.Sockets;
using ContainerTools.Engine;
using ContainerTools.Engine.Copying;
using ContainerTools.Engine.Files;
using ContainerTools.Engine.Tar;
using ContainerTools.UnitTests.Tar;

namespace ContainerTools.UnitTests.Files;

/// <summary>A local tree to an archive and back, with everything that a file system has.</summary>
public sealed class LocalRoundTripTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("trip-").FullName;
    private readonly List<EngineException> problems = [];

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows() && Directory.Exists(At("tree/closed"))) File.SetUnixFileMode(At("tree/closed"), (UnixFileMode)0x1C0);
        Directory.Delete(root, recursive: true);
    }

    private string At(string path) => Path.Combine(root, path);

    [Fact]
    public void Everything_arrives_as_it_was()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells and takes all of it");
        if (!OperatingSystem.IsLinux()) return;
        MakeTree();
        using var bench = new ExtractionBench();
        bench.Unpack(Archive(At("tree"), "tree", owned: true), keepOwners: true);
        Assert.Empty(problems);
        Assert.Empty(bench.Refused);
        Assert.Equal(Facts(At("tree")), Facts(bench.At("tree")));
        // What is zero takes no room.
        Assert.InRange(Blocks(bench.At("tree/holes")), 0, 1024 * 1024);
        Assert.Equal(File.ReadAllBytes(At("tree/holes")), File.ReadAllBytes(bench.At("tree/holes")));
    }

    [Fact]
    public void What_is_in_a_folder_comes_without_the_folder()
    {
        MakeFiles("tree/a", "tree/d/b");
        using var bench = new ExtractionBench();
        bench.Unpack(Archive(At("tree"), null, owned: false));
        Assert.Equal(["directory d", "file a a", "file d/b b"], bench.Content());
        using var named = new ExtractionBench();
        named.Unpack(Archive(At("tree"), null, owned: false), name: "new");
        // A folder that the archive does not describe is made.
        Assert.Equal(["directory new", "directory new/d", "file new/a a", "file new/d/b b"], named.Content());
    }

    [Fact]
    public void One_file_gets_the_name_that_it_is_to_have()
    {
        MakeFiles("a");
        var reader = new TarStreamReader(new MemoryStream(Archive(At("a"), "other", owned: false)));
        Assert.True(reader.Read());
        Assert.Equal(("other", 0L, 0L), (reader.Entry.Name, reader.Entry.Uid, reader.Entry.Gid));
        Assert.False(reader.Read());
    }

    [Fact]
    public void A_socket_is_left_out_and_a_folder_that_cannot_be_read_is_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files");
        if (OperatingSystem.IsWindows()) return;
        MakeFiles("tree/a", "tree/closed/b", "tree/z");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(At("tree/socket")));
        File.SetUnixFileMode(At("tree/closed"), UnixFileMode.None);
        var entries = Names(Archive(At("tree"), "tree", owned: false));
        if (Environment.IsPrivilegedProcess) Assert.Equal(["tree/", "tree/a", "tree/closed/", "tree/closed/b", "tree/z"], entries);
        else
        {
            Assert.Equal(["tree/", "tree/a", "tree/closed/", "tree/z"], entries);
            Assert.Equal(At("tree/closed"), Assert.Single(problems).Target);
        }
    }

    [Fact]
    public void A_second_name_of_what_could_not_be_read_is_left_out_too()
    {
        MakeFiles("tree/z");
        var walk = new LocalTree(owned: false, new CopyProblems(problems.Add)).List(new DirectoryInfo(At("tree")), null).ToList();
        var first = new LocalEntry(new TarEntry("gone", TarEntryType.File, 1, 1)) { FullPath = At("tree/gone"), Identity = (1, 2, 3) };
        var second = new LocalEntry(new TarEntry("link", TarEntryType.HardLink, 0, 0) { LinkTarget = "gone" });
        using var output = new MemoryStream();
        new LocalTar(new CopyProblems(problems.Add), TestContext.Current.CancellationToken).Write([first, second, .. walk], output);
        Assert.Equal(["z"], Names(output.ToArray()));
        Assert.Equal("link", Assert.Single(problems).Target);
    }

    [Fact]
    public void Folders_in_any_order_get_their_time_and_their_mode_after_what_is_in_them()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes");
        if (OperatingSystem.IsWindows()) return;
        using var bench = new ExtractionBench();
        bench.Unpack(new TarBytes().Directory("a/").Directory("a/b/").File("a/b/f", "1"u8.ToArray()).File("a/g", "2"u8.ToArray()).Directory("c/").End());
        Assert.Empty(bench.Refused);
        foreach (var folder in new[] { "a", "a/b", "c" })
        {
            Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_600_000_000).UtcDateTime, Directory.GetLastWriteTimeUtc(bench.At(folder)));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserExecute, File.GetUnixFileMode(bench.At(folder)));
        }
    }

    [Fact]
    public void Owners_that_this_user_may_not_give_are_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such owners");
        using var bench = new ExtractionBench();
        bench.Unpack(new TarBytes().File("f", "f"u8.ToArray()).End(), portable: !OperatingSystem.IsLinux(), keepOwners: true);
        Assert.Equal(["file f f"], bench.Content());
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) Assert.True(bench.OwnerRefused);
        else Assert.Equal((1000L, 100L), (Posix.Stat(bench.At("f"))!.Value.Uid, Posix.Stat(bench.At("f"))!.Value.Gid));
    }

    private byte[] Archive(string path, string? name, bool owned)
    {
        using var output = new MemoryStream();
        var policy = new CopyProblems(problems.Add);
        new LocalTar(policy, TestContext.Current.CancellationToken).Write(new LocalTree(owned, policy).List(new FileInfo(path), name), output);
        return output.ToArray();
    }

    private static List<string> Names(byte[] archive)
    {
        var reader = new TarStreamReader(new MemoryStream(archive));
        var names = new List<string>();
        while (reader.Read()) names.Add(reader.Entry.Name);
        return names;
    }

    private void MakeFiles(params string[] paths)
    {
        foreach (var path in paths)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
            File.WriteAllText(At(path), Path.GetFileName(path));
        }
    }

    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    private void MakeTree()
    {
        MakeFiles("tree/plain", "tree/d/in", "tree/größe/日本 🐳", "tree/-rf *", "tree/" + new string('n', 255));
        var deep = "tree/" + string.Join('/', Enumerable.Repeat(new string('d', 100), 20));
        MakeFiles(deep + "/end");
        File.WriteAllText(At("tree/empty"), "");
        var random = new byte[700_001];
        new Random(3).NextBytes(random);
        File.WriteAllBytes(At("tree/large"), random);
        using (var holes = File.Create(At("tree/holes")))
        {
            holes.Position = 5_000_000;
            holes.WriteByte(1);
            holes.SetLength(20_000_000);
        }
        File.CreateSymbolicLink(At("tree/relative"), "plain");
        File.CreateSymbolicLink(At("tree/absolute"), "/etc/hosts");
        File.CreateSymbolicLink(At("tree/dangling"), "no/where/" + new string('w', 200));
        File.CreateSymbolicLink(At("tree/climbing"), "../../..");
        File.CreateSymbolicLink(At("tree/folder"), "d");
        using (var folder = Posix.OpenFolder(At("tree")))
        {
            Posix.MakePipe(folder, "pipe");
            Posix.MakeHardLink(folder, "second", folder, "plain");
            Posix.MakeHardLink(folder, "second link", folder, "relative");
            if (Environment.IsPrivilegedProcess) foreach (var name in new[] { "plain", "d", "relative", "pipe", "large" }) Posix.SetOwner(folder, name, 1234, 56789);
            Posix.SetMode(folder, "pipe", UnixFileMode.UserRead);
            Posix.SetTime(folder, "dangling", 1_000_000_000);
        }
        File.SetUnixFileMode(At("tree/plain"), (UnixFileMode)0x9ED);
        File.SetUnixFileMode(At("tree/empty"), Environment.IsPrivilegedProcess ? UnixFileMode.None : UnixFileMode.UserRead);
        File.SetUnixFileMode(At("tree/d"), (UnixFileMode)0x3FF);
        File.SetLastWriteTimeUtc(At("tree/large"), new DateTime(1969, 7, 20, 20, 17, 40, DateTimeKind.Utc));
        File.SetUnixFileMode(At(deep), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Directory.SetLastWriteTimeUtc(At("tree/d"), new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        File.SetUnixFileMode(At(deep), (UnixFileMode)0x1C0);
        Directory.SetLastWriteTimeUtc(At("tree"), new DateTime(2002, 2, 3, 4, 5, 6, DateTimeKind.Utc));
    }

    private static List<string> Facts(string folder)
    {
        var facts = new List<string>();
        var options = new EnumerationOptions { AttributesToSkip = 0 };
        var open = new Stack<DirectoryInfo>([new DirectoryInfo(folder)]);
        Add(new DirectoryInfo(folder));
        while (open.TryPop(out var current))
        {
            foreach (var item in current.GetFileSystemInfos("*", options))
            {
                Add(item);
                if (item is DirectoryInfo { LinkTarget: null } next) open.Push(next);
            }
        }
        facts.Sort(StringComparer.Ordinal);
        return facts;

        void Add(FileSystemInfo item)
        {
            var stat = Posix.Stat(item.FullName)!.Value;
            var content = stat.Type == TarEntryType.File ? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(item.FullName))) : item.LinkTarget;
            facts.Add($"{Path.GetRelativePath(folder, item.FullName)} {stat.Type} {Convert.ToString(stat.Mode, 8)} {stat.Uid}:{stat.Gid} {stat.ModifiedUnix} {(stat.Type == TarEntryType.Directory ? 0 : stat.Size)} {stat.Identity is not null} {content}");
        }
    }

    private static long Blocks(string path)
    {
        using var tool = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("stat", ["-c", "%b", path]) { RedirectStandardOutput = true })!;
        return long.Parse(tool.StandardOutput.ReadToEnd(), System.Globalization.CultureInfo.InvariantCulture) * 512;
    }
}
