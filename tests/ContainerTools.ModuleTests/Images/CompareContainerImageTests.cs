namespace ContainerTools.ModuleTests.Images;

public sealed class CompareContainerImageTests(PowerShellSession session, TestImages images) : IClassFixture<PowerShellSession>, IClassFixture<TestImages>
{
    private const string Text = "$c = Compare-ContainerImage $one $two; $c.Added + $c.Changed + $c.Removed | ForEach-Object { \"$($_.Kind) $($_.Path) $($_.Differences) $($_.SizeChange)\" }";

    [Fact]
    public void Layers_and_files_are_told_apart()
    {
        var one = images.Make("one", "printf 1 > /same; printf 12 > /content; printf 123 > /gone; printf 1 > /mode; ln -s a /link");
        var two = images.Make("two", "printf 1 > /same; printf 21 > /content; printf 1 > /mode; chmod 600 /mode; ln -s b /link; printf 1234 > /new");
        var c = Assert.Single(session.Run("Compare-ContainerImage $one $two", ("one", one), ("two", two)).Good().Output);
        Assert.Equal(["Added /new None 4", "Changed /content Content 0", "Changed /link LinkTarget 0", "Changed /mode Mode 0", "Removed /gone None -3"], session.Run(Text).Good().Text);
        Assert.Equal(1L, c.Properties["SizeChange"].Value);
        Assert.Equal((1, 1, 1), (Count("CommonLayers"), Count("ReferenceLayers"), Count("DifferenceLayers")));
        Assert.Equal((one, two, false), (c.Properties["ReferenceImage"].Value, c.Properties["DifferenceImage"].Value, c.Properties["SameFiles"].Value));

        int Count(string property) => ((IEnumerable<object>)c.Properties[property].Value).Count();
    }

    [Fact]
    public void Different_layers_may_make_the_same_files()
    {
        // The same directory, whose time alone differs.
        var one = images.Make("once", "printf 1 > /a");
        var two = images.Make("twice", "printf 0 > /a", "printf 1 > /a");
        Assert.Equal(["True 1 2"], session.Run("Compare-ContainerImage $one $two | ForEach-Object { \"$($_.SameFiles) $($_.ReferenceLayers.Count) $($_.DifferenceLayers.Count)\" }", ("one", one), ("two", two)).Good().Text);
        Assert.Equal(["True 0 0"], session.Run("Compare-ContainerImage $one $one | ForEach-Object { \"$($_.SameFiles) $($_.ReferenceLayers.Count) $($_.DifferenceLayers.Count)\" }").Good().Text);
    }

    [Fact]
    public void The_pipeline_gives_the_images_that_are_compared()
    {
        var names = new[] { images.Make("pipe-a", "echo > /a"), images.Make("pipe-b", "echo > /b") };
        var outcome = session.Run("Get-ContainerImage $names | Compare-ContainerImage $image", ("names", names), ("image", TestEngine.Image)).Good();
        Assert.Equal(names.Order(StringComparer.Ordinal), outcome.Output.Select(o => (string)o.Properties["DifferenceImage"].Value).Order(StringComparer.Ordinal));
        Assert.Equal(names[..1], session.Run("foreach ($once in 1) { $names | Compare-ContainerImage $image | ForEach-Object { $_.DifferenceImage; break } }").Good().Text);
    }

    [Fact]
    public void What_is_not_there_or_not_one_image_is_an_error()
    {
        var name = images.Make("there", "echo > /a");
        TestEngine.Docker("tag", name, images.Name("there2"));
        (string, object?)[] variables = [("name", name), ("none", images.Name("none")), ("pattern", images.Prefix + "-there*")];
        var none = session.Run("Compare-ContainerImage $none $name; 'after'", variables);
        Assert.Equal(["ImageNotFound"], none.ErrorIds);
        Assert.Equal(["after"], none.Text);
        var other = session.Run("Compare-ContainerImage $name $none, $name; 'after'", variables);
        Assert.Equal(["ImageNotFound"], other.ErrorIds);
        Assert.Equal(2, other.Output.Count);
        Assert.Equal(["ImageAmbiguous"], session.Run("Compare-ContainerImage $pattern $name", variables).ErrorIds);
    }
}
