using System.Diagnostics;
using System.Formats.Tar;
using System.Net.Sockets;
using System.Text;
using ContainerTools.Engine;
using ContainerTools.Engine.Build;
using ContainerTools.Engine.Files;

namespace ContainerTools.UnitTests.Build;

public sealed class ContextTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("context-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Everything_belongs_to_root_and_keeps_its_mode_its_time_and_its_content()
    {
        Write("Dockerfile", "FROM x");
        Write("bin/run.sh", "#!/bin/sh\n");
        Write("empty", "");
        var time = new DateTime(2020, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(At("bin/run.sh"), time);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(At("bin/run.sh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute);
        }
        var entries = Send();
        Assert.Equal(["Dockerfile", "bin/", "bin/run.sh", "empty"], entries.Select(e => e.Name));
        Assert.All(entries, e => Assert.Equal((0, 0), (e.Uid, e.Gid)));
        var script = entries.Single(e => e.Name == "bin/run.sh");
        Assert.Equal("#!/bin/sh\n", Text(script));
        Assert.Equal(time, script.ModificationTime.UtcDateTime);
        Assert.True(script.Mode.HasFlag(UnixFileMode.UserExecute));
        if (!OperatingSystem.IsWindows()) Assert.False(script.Mode.HasFlag(UnixFileMode.OtherRead));
        Assert.Equal(TarEntryType.Directory, entries.Single(e => e.Name == "bin/").EntryType);
        Assert.Equal(0, entries.Single(e => e.Name == "empty").Length);
    }

    [Theory]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(180)]
    [InlineData(300)]
    public void Long_and_foreign_names_arrive_whole(int length)
    {
        Write("Dockerfile", "FROM x");
        var ascii = "d/" + string.Join('/', Enumerable.Repeat("abcdefghi", length / 10 + 1))[..(length - 2)].TrimEnd('/').PadRight(length - 2, 'x');
        Write(ascii, "long");
        Write("größe/界🙂.txt", "foreign");
        var entries = Send();
        Assert.Equal("long", Text(entries.Single(e => e.Name == ascii)));
        Assert.Equal("foreign", Text(entries.Single(e => e.Name == "größe/界🙂.txt")));
    }

    [Fact]
    public void Links_stay_links_and_their_folders_are_not_entered()
    {
        Write("Dockerfile", "FROM x");
        Write("real/file", "1");
        File.CreateSymbolicLink(At("to-file"), "real/file");
        Directory.CreateSymbolicLink(At("to-folder"), "real");
        File.CreateSymbolicLink(At("to-nothing"), "/no/" + new string('n', 150));
        var entries = Send();
        Assert.Equal(["Dockerfile", "real/", "real/file", "to-file", "to-folder", "to-nothing"], entries.Select(e => e.Name));
        Assert.All(entries.Where(e => e.Name.StartsWith("to-", StringComparison.Ordinal)), e => Assert.Equal(TarEntryType.SymbolicLink, e.EntryType));
        Assert.Equal("/no/" + new string('n', 150), entries[^1].LinkName);
    }

    [Fact]
    public void A_socket_is_left_out_and_a_pipe_is_not_opened()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files");
        Write("Dockerfile", "FROM x");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(At("socket")));
        using (var mkfifo = Process.Start("mkfifo", At("pipe"))) mkfifo.WaitForExit();
        Assert.Equal(
            [("Dockerfile", TarEntryType.RegularFile), ("pipe", TarEntryType.Fifo)],
            Send().Select(e => (e.Name, e.EntryType is TarEntryType.V7RegularFile ? TarEntryType.RegularFile : e.EntryType)));
    }

    [Fact]
    public void Files_of_all_sizes_arrive_whole_and_in_order()
    {
        Write("Dockerfile", "FROM x");
        var random = new Random(7);
        var contents = new Dictionary<string, byte[]>();
        foreach (var size in (int[])[0, 1, 511, 512, 513, 128 * 1024 - 1, 128 * 1024, 128 * 1024 + 1, 256 * 1024, 700_001])
        {
            for (var copy = 0; copy < 8; copy++)
            {
                var bytes = new byte[size];
                random.NextBytes(bytes);
                contents[$"{size:D7}-{copy}"] = bytes;
                File.WriteAllBytes(At($"{size:D7}-{copy}"), bytes);
            }
        }
        var entries = Send();
        Assert.Equal(contents.Keys.Order(StringComparer.Ordinal).Append("Dockerfile"), entries.Select(e => e.Name));
        foreach (var (name, bytes) in contents) Assert.Equal(bytes, Bytes(entries.Single(e => e.Name == name)));
    }

    [Fact]
    public void The_ignore_file_is_obeyed_and_the_folder_of_what_is_kept_keeps_its_mode()
    {
        Write(".dockerignore", "*\n!src/keep\n!**/deep.txt");
        Write("Dockerfile", "FROM x");
        Write("src/keep/a", "a");
        Write("src/drop/b", "b");
        Write("other/drop", "c");
        Write("other/far/deep.txt", "d");
        Assert.Equal(
            [".dockerignore", "Dockerfile", "other/", "other/far/", "other/far/deep.txt", "src/", "src/keep/", "src/keep/a"],
            Send(classic: true).Select(e => e.Name));
        // BuildKit reads no ignore file in what is sent, and takes all of it into the image: it gets what docker's own client sends.
        Assert.Equal(
            ["Dockerfile", "other/", "other/far/", "other/far/deep.txt", "src/", "src/keep/", "src/keep/a"],
            Send(classic: false).Select(e => e.Name));
    }

    [Fact]
    public void Rules_of_the_Dockerfile_alone_are_preferred_with_BuildKit()
    {
        Write("build/My.dockerfile", "FROM x");
        Write("build/My.dockerfile.dockerignore", "secret");
        Write(".dockerignore", "public");
        Write("secret", "s");
        Write("public", "p");
        Assert.DoesNotContain("secret", Send(file: "build/My.dockerfile").Select(e => e.Name));
        Assert.Contains("public", Send(file: "build/My.dockerfile").Select(e => e.Name));
        Assert.Contains("secret", Send(file: "build/My.dockerfile", classic: true).Select(e => e.Name));
    }

    [Fact]
    public void A_Dockerfile_from_elsewhere_gets_a_name_that_its_content_decides()
    {
        Write("context/a", "1");
        Write("elsewhere.dockerfile", "FROM elsewhere");
        var context = BuildContext.FromFolder(At("context"), At("elsewhere.dockerfile"), null, classic: true);
        Assert.Matches(@"^\.dockerfile\.[0-9a-f]{20}$", context.DockerfileName);
        var entries = Send(context);
        Assert.Equal("FROM elsewhere", Text(entries.Single(e => e.Name == context.DockerfileName)));
        Assert.Equal($".dockerignore\n{context.DockerfileName}\n", Text(entries.Single(e => e.Name == ".dockerignore")));
        Assert.Equal(context.DockerfileName, BuildContext.FromFolder(At("context"), null, "FROM elsewhere", classic: false).DockerfileName);
        Assert.Equal([context.DockerfileName, "a"], Send(BuildContext.FromFolder(At("context"), null, "FROM elsewhere", classic: false)).Select(e => e.Name));
    }

    [Fact]
    public void A_link_to_a_Dockerfile_elsewhere_is_followed()
    {
        Write("context/a", "1");
        Write("real", "FROM real");
        File.CreateSymbolicLink(At("context/Dockerfile"), At("real"));
        var context = BuildContext.FromFolder(At("context"), null, null, classic: false);
        Assert.Equal("FROM real", Text(Send(context).Single(e => e.Name == context.DockerfileName)));
    }

    [Fact]
    public void Utf16_is_sent_as_utf8()
    {
        File.WriteAllText(At("Dockerfile"), "FROM größe", Encoding.Unicode);
        File.WriteAllText(At(".dockerignore"), "drop", Encoding.BigEndianUnicode);
        Write("drop", "1");
        var entries = Send(classic: true);
        Assert.Equal("FROM größe", Text(entries.Single(e => e.Name == "Dockerfile")));
        Assert.Equal("drop", Text(entries.Single(e => e.Name == ".dockerignore")));
        Assert.Equal(2, entries.Count);
    }

    [Fact]
    public void The_lower_case_name_is_tried_and_nothing_else()
    {
        Write("dockerfile", "FROM lower");
        Assert.Equal("dockerfile", BuildContext.FromFolder(folder, null, null, classic: false).DockerfileName, ignoreCase: OperatingSystem.IsWindows() || OperatingSystem.IsMacOS());
        File.Delete(At("dockerfile"));
        Assert.Equal("DockerfileNotFound", Assert.Throws<EngineException>(() => BuildContext.FromFolder(folder, null, null, classic: false)).ErrorId);
        Assert.Equal("DockerfileNotFound", Assert.Throws<EngineException>(() => BuildContext.FromFolder(folder, At("no"), null, classic: false)).ErrorId);
        Write("file", "");
        Assert.Equal("BuildContextNotFound", Assert.Throws<EngineException>(() => BuildContext.FromFolder(At("file"), null, "FROM x", classic: false)).ErrorId);
        Assert.Equal("BuildContextNotFound", Assert.Throws<EngineException>(() => BuildContext.FromFolder(At("no"), null, "FROM x", classic: false)).ErrorId);
    }

    [Fact]
    public void A_file_that_cannot_be_read_ends_the_sending_with_its_name()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "this user may read everything");
        if (OperatingSystem.IsWindows()) return;
        Write("Dockerfile", "FROM x");
        Write("locked", "1");
        File.SetUnixFileMode(At("locked"), UnixFileMode.None);
        var failure = Assert.Throws<EngineException>(() => Send());
        Assert.Equal("BuildContextUnreadable", failure.ErrorId);
        Assert.Contains("locked", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_shrinks_meanwhile_is_an_error_and_one_that_grows_is_cut()
    {
        Write("Dockerfile", "FROM x");
        File.WriteAllBytes(At("large"), new byte[1_000_000]);
        Assert.Equal("BuildContextChanged", Assert.Throws<EngineException>(() => Send(reached: () => File.WriteAllBytes(At("large"), new byte[300_000]))).ErrorId);
        File.WriteAllBytes(At("large"), new byte[1_000_000]);
        Assert.Equal(1_000_000, Send(reached: () => File.AppendAllText(At("large"), "more")).Single(e => e.Name == "large").Length);
    }

    [Fact]
    public void A_file_that_is_removed_meanwhile_is_left_out()
    {
        Write("Dockerfile", "FROM x");
        File.WriteAllBytes(At("large"), new byte[1_000_000]);
        Write("small", "1");
        var walk = BuildContext.FromFolder(folder, null, null, classic: false).Entries().ToList();
        File.Delete(At("large"));
        File.Delete(At("small"));
        Assert.Equal(["Dockerfile"], Send(walk).Select(e => e.Name));
    }

    [Fact]
    public void A_Dockerfile_alone_needs_no_folder()
    {
        var context = BuildContext.FromText("FROM text");
        Assert.Equal("Dockerfile", context.DockerfileName);
        Assert.Equal("FROM text", Text(Assert.Single(Send(context))));
    }

    [Fact]
    public void More_than_eight_gigabytes_are_announced_right()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || OperatingSystem.IsMacOS(), "needs sparse files");
        const long Size = (1L << 33) + 5;
        Write("Dockerfile", "FROM x");
        using (var sparse = new FileStream(At("huge"), FileMode.Create)) sparse.SetLength(Size);
        var head = new HeadStream(8192);
        Assert.ThrowsAny<IOException>(() => new LocalTar(new BuildContextProblems(), TestContext.Current.CancellationToken).Write(BuildContext.FromFolder(folder, null, null, classic: false).Entries(), head));
        // The old header has no room for so large a number.
        Assert.Contains($" size={Size}\n", Encoding.ASCII.GetString(head.Bytes), StringComparison.Ordinal);
    }

    private string At(string path) => Path.Combine(folder, path);

    private void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), content);
    }

    private List<TarEntry> Send(string? file = null, bool classic = false, Action? reached = null) =>
        Send(BuildContext.FromFolder(folder, file is null ? null : At(file), null, classic).Entries(), reached);

    private static List<TarEntry> Send(BuildContext context) => Send(context.Entries());

    private static List<TarEntry> Send(IEnumerable<LocalEntry> entries, Action? reached = null)
    {
        using var output = new MemoryStream();
        using var watched = new WatchedStream(output, 256 * 1024, reached ?? (() => { }));
        new LocalTar(new BuildContextProblems(), TestContext.Current.CancellationToken).Write(entries, watched);
        output.Position = 0;
        using var reader = new TarReader(output);
        var result = new List<TarEntry>();
        while (reader.GetNextEntry(copyData: true) is { } entry) result.Add(entry);
        return result;
    }

    private static byte[] Bytes(TarEntry entry)
    {
        if (entry.DataStream is null) return [];
        using var copy = new MemoryStream();
        entry.DataStream.Position = 0;
        entry.DataStream.CopyTo(copy);
        return copy.ToArray();
    }

    private static string Text(TarEntry entry) => Encoding.UTF8.GetString(Bytes(entry));
}
