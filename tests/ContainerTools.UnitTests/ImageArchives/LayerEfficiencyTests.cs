using ContainerTools.Engine.ImageArchives;
using ContainerTools.UnitTests.Tar;

namespace ContainerTools.UnitTests.ImageArchives;

public class LayerEfficiencyTests
{
    [Fact]
    public void The_test_vector_of_dive()
    {
        // dive/filetree/efficiency_test.go: no entry for the directory that is removed.
        var result = Measure(
            new TarBytes().File("etc/nginx/nginx.conf", 2000).File("etc/nginx/public", 3000),
            new TarBytes().File("etc/nginx/nginx.conf", 5000).File("etc/athing", 10000),
            new TarBytes().File("etc/.wh.nginx", 0));
        Assert.Equal((0.75, 7000), (result.Efficiency, result.WastedBytes));
        var file = Assert.Single(result.WastedFiles);
        Assert.Equal(("/etc/nginx/nginx.conf", 7000, 2000, 2, true), (file.Path, file.CumulativeSize, file.SmallestSize, file.LayerCount, file.IsRemoved));
    }

    [Fact]
    public void Nothing_and_empty_files_waste_nothing()
    {
        Assert.Equal((1.0, 0), Figures(new TarBytes().File("nothing", 0)));
        Assert.Equal((1.0, 0), Figures(new TarBytes().File("nothing", 0), new TarBytes().File("nothing", 0)));
        Assert.Equal((1.0, 0), Figures());
        Assert.Equal((1.0, 0), Figures(new TarBytes().Directory("d/").File("d/a", 100), new TarBytes().Directory("d/").File("d/b", 100)));
    }

    [Fact]
    public void A_removed_file_counts_with_nothing_in_the_layer_that_removes_it() =>
        Assert.Equal((0.9, 100), Figures(new TarBytes().File("a", 100).File("b", 900), new TarBytes().File(".wh.a", 0)));

    [Fact]
    public void A_removed_directory_counts_as_the_files_in_it()
    {
        var result = Measure(new TarBytes().Directory("d/").File("d/a", 100).Directory("d/e/").File("d/e/b", 300).File("c", 600), new TarBytes().File(".wh.d", 0));
        Assert.Equal((0.6, 400), (result.Efficiency, result.WastedBytes));
        Assert.Equal(["/d/e/b", "/d/a"], result.WastedFiles.Select(f => f.Path));
        Assert.All(result.WastedFiles, f => Assert.True(f is { IsRemoved: true, LayerCount: 2, SmallestSize: 0 }));
    }

    [Fact]
    public void An_opaque_directory_removes_what_it_does_not_bring() =>
        Assert.Equal((350.0 / 750, 650), Figures(
            new TarBytes().Directory("d/").File("d/a", 100).File("d/b", 250).File("c", 100),
            new TarBytes().Directory("d/").File("d/.wh..wh..opq", 0).File("d/b", 300)));

    [Fact]
    public void What_was_removed_before_is_not_removed_again()
    {
        var result = Measure(
            new TarBytes().Directory("d/").File("d/a", 100).File("d/b", 100),
            new TarBytes().Directory("d/").File("d/.wh.a", 0),
            new TarBytes().File(".wh.d", 0));
        Assert.Equal([2, 2], result.WastedFiles.Select(f => f.LayerCount));
    }

    [Fact]
    public void A_file_in_place_of_a_directory_removes_what_was_in_it() =>
        Assert.Equal((50.0 / 150, 100), Figures(new TarBytes().Directory("d/").File("d/a", 100), new TarBytes().File("d", 50)));

    [Fact]
    public void A_directory_in_place_of_a_file_removes_it() =>
        Assert.Equal((0.0, 100), Figures(new TarBytes().File("d", 100), new TarBytes().Directory("d/")));

    private static (double, long) Figures(params TarBytes[] layers) => Measure(layers) is var result ? (result.Efficiency, result.WastedBytes) : default;

    private static LayerEfficiency Measure(params TarBytes[] layers) =>
        LayerEfficiency.Measure(layers.Select(l => new LayerReader(ImageArchiveLimits.Default, false).Read(new MemoryStream(l.End()), TestContext.Current.CancellationToken)));
}
