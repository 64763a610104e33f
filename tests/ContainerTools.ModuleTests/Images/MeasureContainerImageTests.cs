namespace ContainerTools.ModuleTests.Images;

public sealed class MeasureContainerImageTests(PowerShellSession session, TestImages images) : IClassFixture<PowerShellSession>, IClassFixture<TestImages>
{
    [Fact]
    public void The_figures_are_those_of_the_layers()
    {
        var name = images.Make("figures", "head -c 2000 /dev/zero > /a; head -c 500 /dev/zero > /b", "head -c 3000 /dev/zero > /a", "rm /b");
        var measured = Assert.Single(session.Run("Measure-ContainerImage $name", ("name", name)).Good().Output);
        var below = (long)session.Run("(Measure-ContainerImage $image -BaseLayerCount 0).UserSize", ("image", TestEngine.Image)).Good().Output[0].BaseObject;
        // The base's own files count to both sums; symbolic links have no bytes in an archive.
        var files = session.Run("$s = 0; (Get-ContainerImageLayer $image -IncludeFile).Files | Where-Object Type -eq File | ForEach-Object { $s += $_.Size }; $s").Good().Output[0].BaseObject;
        var baseFiles = Convert.ToDouble(files, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal((baseFiles + 2000) / (baseFiles + 5500), (double)measured.Properties["Efficiency"].Value, 12);
        Assert.Equal(5500L, measured.Properties["WastedBytes"].Value);
        Assert.Equal(5500L, measured.Properties["UserSize"].Value);
        Assert.Equal(below + 5500, measured.Properties["Size"].Value);
        Assert.Equal((4, 1), (measured.Properties["LayerCount"].Value, measured.Properties["BaseLayerCount"].Value));
        Assert.Equal(
            ["/a 5000 2000 2 False", "/b 500 0 2 True"],
            session.Run("(Measure-ContainerImage $name).WastedFiles | ForEach-Object { \"$($_.Path) $($_.CumulativeSize) $($_.SmallestSize) $($_.LayerCount) $($_.IsRemoved)\" }").Good().Text);
        Assert.Equal([3000L], session.Run("(Measure-ContainerImage $name -BaseLayerCount 2).UserSize").Good().Output.Select(o => o.BaseObject));
        Assert.Equal(TestEngine.Docker("image", "inspect", "--format", "{{.Size}}", name), measured.Properties["Size"].Value.ToString());
    }

    [Fact]
    public void An_image_that_wastes_nothing_is_wholly_efficient() =>
        Assert.Equal(["1|0|0"], session.Run("Measure-ContainerImage $name | ForEach-Object { \"$($_.Efficiency)|$($_.WastedBytes)|$($_.WastedFiles.Count)\" }", ("name", images.FromFiles("good", ("f", 100)))).Good().Text);

    [Fact]
    public void Wasteful_images_can_be_picked_from_a_pipeline()
    {
        var good = images.FromFiles("pick-good", ("f", 100));
        var bad = images.Make("pick-bad", "head -c 3000000 /dev/zero > /a", "rm /a");
        var script = "Get-ContainerImage $names | Measure-ContainerImage | Where-Object { $_.Efficiency -lt 0.95 -or $_.WastedBytes -gt 20MB }";
        Assert.Equal([bad], session.Run(script, ("names", new[] { good, bad })).Good().Text);
    }

    [Fact]
    public void Saved_images_are_measured_the_same()
    {
        var name = images.Make("saved", "head -c 3000 /dev/zero > /a", "rm /a");
        TestEngine.Docker("save", name, "--output", images.File("saved.tar"));
        const string Facts = " | ForEach-Object { \"$($_.ImageName) $($_.ImageId) $($_.Efficiency) $($_.WastedBytes) $($_.UserSize) $($_.Size)\" }";
        Assert.Equal(
            session.Run("Measure-ContainerImage $name" + Facts, ("name", name)).Good().Text,
            session.Run("Measure-ContainerImage -Path $path" + Facts, ("path", images.File("sav*.tar"))).Good().Text);
    }

    [Fact]
    public void What_is_not_there_is_one_error_and_a_break_is_heeded()
    {
        var name = images.FromFiles("break", ("f", 1));
        var outcome = session.Run("foreach ($once in 1) { Measure-ContainerImage $none, $name | ForEach-Object { $_; break } }; 'after'", ("none", images.Name("none")), ("name", name));
        Assert.Equal(["ImageNotFound"], outcome.ErrorIds);
        Assert.Equal([name, "after"], outcome.Text);
    }

    [Fact]
    public void Stopping_while_an_archive_passes_is_at_once() =>
        session.StopsAtOnce("'begun'; Measure-ContainerImage $name", 1, ("name", images.FromFiles("large", ("zeros", 300_000_000))));
}
