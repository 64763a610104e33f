using ContainerTools.Engine.ImageArchives;
using ContainerTools.UnitTests.Tar;

namespace ContainerTools.UnitTests.ImageArchives;

public class LayerTests
{
    private static readonly string[] BasePaths = ["/d", "/d/a", "/d/sub", "/d/sub/b", "/keep"];

    [Theory]
    [InlineData("etc/passwd", "/etc/passwd")]
    [InlineData("./etc/passwd", "/etc/passwd")]
    [InlineData("/etc//passwd/", "/etc/passwd")]
    [InlineData("../../etc/./x/../passwd", "/etc/passwd")]
    [InlineData("a/...b", "/a/...b")]
    [InlineData(".hidden", "/.hidden")]
    [InlineData("a\\b", "/a\\b")]
    [InlineData("./", "/")]
    [InlineData("", "/")]
    [InlineData("..", "/")]
    public void Names_become_paths_that_cannot_leave_the_root(string name, string path) => Assert.Equal(path, ArchivePath.Absolute(name));

    [Fact]
    public void Whiteouts_and_opaque_directories_are_told_from_files()
    {
        var layer = Read(new TarBytes().File("etc/.wh.passwd", 0).File(".wh.tmp", 0).File("var/.wh..wh..opq", 0).File(".wh..wh..opq", 0)
            .File("var/.wh..wh.plnk", 0).File("x/.wh.", 0).File("x/.wh..", 0).File("x/.wh...", 0).File("../../.wh.up", 0).File("etc/real", 5).Directory("./"));

        Assert.Equal(["/etc/passwd", "/tmp", "/up"], layer.Whiteouts);
        Assert.Equal(["/var", "/"], layer.OpaqueDirectories);
        Assert.Equal(["/etc/real"], layer.Files.Keys);
        Assert.Equal(5, layer.Size);
    }

    [Fact]
    public void The_last_of_two_entries_with_one_path_counts()
    {
        var layer = Read(new TarBytes().File("a", 5).File("./a", 7));
        Assert.Equal((7, 7), (layer.Files["/a"].Size, layer.Size));
    }

    [Fact]
    public void A_whiteout_removes_a_file_and_a_directory_with_all_in_it()
    {
        Assert.Equal(["Removed /d/a"], Apply(new TarBytes().File("d/.wh.a", 0)));
        Assert.Equal(["Removed /d", "Removed /d/a", "Removed /d/sub", "Removed /d/sub/b"], Apply(new TarBytes().File(".wh.d", 0)));
        Assert.Empty(Apply(new TarBytes().File(".wh.never-there", 0)));
    }

    [Fact]
    public void An_opaque_directory_hides_what_is_below_and_shows_what_it_brings()
    {
        var expected = new[] { "Changed /d", "Added /d/new", "Changed /d/sub", "Removed /d/a", "Removed /d/sub/b" };
        foreach (var markFirst in new[] { true, false })
        {
            var tar = new TarBytes().Directory("d/");
            if (markFirst) tar.File("d/.wh..wh..opq", 0);
            tar.Directory("d/sub/").File("d/new", 1);
            if (!markFirst) tar.File("d/.wh..wh..opq", 0);
            Assert.Equal(expected.Order(StringComparer.Ordinal), Apply(tar).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void A_path_that_a_layer_removes_and_brings_again_is_changed() =>
        Assert.Equal(["Changed /d/a"], Apply(new TarBytes().File("d/a", 9).File("d/.wh.a", 0)));

    [Fact]
    public void A_file_in_place_of_a_directory_and_the_reverse()
    {
        Assert.Equal(["Changed /d", "Removed /d/a", "Removed /d/sub", "Removed /d/sub/b"], Apply(new TarBytes().File("d", 1)));
        Assert.Equal(["Changed /keep", "Added /keep/in"], Apply(new TarBytes().Directory("keep/").File("keep/in", 1)));
        Assert.Equal(["Added /keep/in"], Apply(new TarBytes().File("keep/in", 1)));
    }

    [Fact]
    public void What_a_file_is_reaches_the_user()
    {
        var files = LayerFiles.Apply(new MergedFileSystem(), Read(new TarBytes().File("f", 3).SymbolicLink("s", "f").HardLink("h", "./f").Fifo("p").Directory("d")), 4);
        Assert.Equal(
            [ContainerFileType.Directory, ContainerFileType.File, ContainerFileType.HardLink, ContainerFileType.Fifo, ContainerFileType.SymbolicLink],
            files.Select(f => f.Type));
        var file = files[1];
        Assert.Equal(("/f", 3, Convert.ToInt32("400", 8), 1000, 100, 4), (file.Path, file.Size, file.Mode, file.Uid, file.Gid, file.LayerIndex));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_600_000_000), file.LastWriteTime);
        Assert.Equal("/f", files[2].LinkTarget);
        Assert.Equal(("f", 1), (files[4].LinkTarget, files[4].Size));
    }

    [Fact]
    public void The_merged_file_system_is_what_the_layers_leave()
    {
        var merged = Base();
        merged.Apply(Read(new TarBytes().File(".wh.keep", 0).File("d/.wh.a", 0).File("e/deep/er/file", 1)));
        Assert.Equal(["/d", "/d/sub", "/d/sub/b", "/e", "/e/deep", "/e/deep/er", "/e/deep/er/file"], merged.All().Select(p => p.Path).Order(StringComparer.Ordinal));
        Assert.Null(merged.Find("/keep"));
        Assert.Null(merged.Find("/e/deep/er/file/below"));
    }

    [Fact]
    public void Comparing_finds_what_is_added_changed_and_removed_and_in_what()
    {
        var left = Merged(new TarBytes().File("same", "1"u8.ToArray()).File("content", "1"u8.ToArray()).File("mode", 0).File("gone", 2).SymbolicLink("link", "a").File("type", 1)
            .File("name", 4).HardLink("other", "name"));
        var right = Merged(new TarBytes().File("same", "1"u8.ToArray()).File("content", "2"u8.ToArray()).File("mode", [], mode: UnixFileMode.UserWrite).SymbolicLink("link", "b").Directory("type")
            .File("other", 4).HardLink("name", "other").File("new/file", 3));

        var changes = FileSystemComparison.Compare(left, right);

        Assert.Equal(
            ["Changed /content Content", "Removed /gone None", "Changed /link LinkTarget", "Changed /mode Mode", "Added /new None", "Added /new/file None", "Changed /type Type"],
            changes.Select(c => $"{c.Kind} {c.Path} {c.Differences}"));
        Assert.Equal([0, -2, 0, 0, 0, 3, -1], changes.Select(c => c.SizeChange));
        Assert.Empty(FileSystemComparison.Compare(left, left));
    }

    private static IEnumerable<string> Apply(TarBytes tar) => LayerFiles.Apply(Base(), Read(tar), 1).Select(f => $"{f.Kind} {f.Path}");

    private static MergedFileSystem Base()
    {
        var merged = Merged(new TarBytes().Directory("d/").File("d/a", 1).Directory("d/sub").File("d/sub/b", 2).File("keep", 3));
        Assert.Equal(BasePaths, merged.All().Select(p => p.Path).Order(StringComparer.Ordinal));
        return merged;
    }

    private static MergedFileSystem Merged(TarBytes tar)
    {
        var merged = new MergedFileSystem();
        merged.Apply(Read(tar, hashFiles: true));
        return merged;
    }

    private static LayerContent Read(TarBytes tar, bool hashFiles = false) => new LayerReader(ImageArchiveLimits.Default, hashFiles).Read(new Unseekable(new MemoryStream(tar.End())), TestContext.Current.CancellationToken);
}
