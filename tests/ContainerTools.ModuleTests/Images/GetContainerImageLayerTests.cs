namespace ContainerTools.ModuleTests.Images;

public sealed class GetContainerImageLayerTests(PowerShellSession session, TestImages images) : IClassFixture<PowerShellSession>, IClassFixture<TestImages>
{
    private const string Files = "Get-ContainerImageLayer $name -IncludeFile | Where-Object Index -gt 0 | ForEach-Object Files | ForEach-Object { \"$($_.LayerIndex) $($_.Kind) $($_.Type) $($_.Size) $($_.Path)\" }";

    private static readonly string[] Steps =
    [
        "mkdir -p /data/sub && printf 12345 > /data/big && printf 123 > /data/sub/small && chmod 4750 /data/big",
        "printf 1234567 > /data/sub/small && rm /data/big && ln -s /bin/sh /mysh",
        "rm -rf /data && mkdir /data && printf 1 > /data/new",
    ];

    [Fact]
    public void Layers_are_those_of_inspect_with_what_history_knows()
    {
        var name = images.Make("steps", Steps);
        var layers = session.Run("Get-ContainerImageLayer $name", ("name", name)).Good().Output;
        Assert.Equal(TestEngine.Docker("image", "inspect", "--format", "{{range .RootFS.Layers}}{{println .}}{{end}}", name).Split('\n', StringSplitOptions.RemoveEmptyEntries), layers.Select(l => l.ToString()));
        Assert.Equal([0, 1, 2, 3], layers.Select(l => (int)l.Properties["Index"].Value));
        var sizes = TestEngine.Docker("history", "--human=false", "--format", "{{.Size}}", name).Split('\n').Reverse();
        Assert.Equal(sizes, layers.Select(l => l.Properties["Size"].Value.ToString()));
        Assert.Contains("printf 12345", (string)layers[1].Properties["Instruction"].Value, StringComparison.Ordinal);
        Assert.All(layers, l => Assert.Null(l.Properties["Files"].Value));
    }

    [Fact]
    public void Files_are_what_each_step_did()
    {
        var name = images.Make("steps", Steps);
        var found = session.Run(Files, ("name", name)).Good().Text;
        Assert.Equal(
            [
                "1 Added Directory 0 /data", "1 Added File 5 /data/big", "1 Added Directory 0 /data/sub", "1 Added File 3 /data/sub/small",
                "2 Changed Directory 0 /data", "2 Removed File 0 /data/big", "2 Changed Directory 0 /data/sub", "2 Changed File 7 /data/sub/small", "2 Added SymbolicLink 7 /mysh",
                "3 Changed Directory 0 /data", "3 Added File 1 /data/new", "3 Removed Directory 0 /data/sub", "3 Removed File 0 /data/sub/small",
            ],
            found);
        var big = session.Run("Get-ContainerImageLayer $name -IncludeFile | ForEach-Object Files | Where-Object { $_.Path -eq '/data/big' -and $_.Kind -eq 'Added' }").Good().Output[0];
        Assert.Equal((Convert.ToInt32("4750", 8), 0L, 0L), (big.Properties["Mode"].Value, big.Properties["Uid"].Value, big.Properties["Gid"].Value));
        var link = session.Run("Get-ContainerImageLayer $name -IncludeFile | ForEach-Object Files | Where-Object Path -eq '/mysh'").Good().Output[0];
        Assert.Equal("/bin/sh", link.Properties["LinkTarget"].Value);
    }

    [Fact]
    public void With_files_or_without_the_layers_are_the_same()
    {
        var name = images.Make("steps", Steps);
        // Without the images that share them: other tests make and remove some meanwhile.
        const string Facts = " | ForEach-Object { \"$($_.Index) $($_.Digest) $($_.Size) $($_.CreatedBy)\" }";
        Assert.Equal(
            session.Run("Get-ContainerImageLayer $name" + Facts, ("name", name)).Good().Text,
            session.Run("Get-ContainerImageLayer $name -IncludeFile" + Facts, ("name", name)).Good().Text);
    }

    [Fact]
    public void Images_share_layers_up_to_where_they_part()
    {
        var one = images.Make("one", "echo 1 > /one");
        var same = images.Name("same-as-one");
        TestEngine.Docker("tag", one, same);
        var two = images.Make("two", "echo 2 > /two");
        var shared = session.Run("Get-ContainerImageLayer $one | ForEach-Object { ,$_.SharedWith }", ("one", one)).Good().Output
            .Select(s => ((IEnumerable<object>)s.BaseObject).Select(n => (string)n).ToArray()).ToArray();
        Assert.Contains(two, shared[0]);
        Assert.Contains(TestEngine.Image, shared[0]);
        // An image does not share with itself under another name.
        Assert.DoesNotContain(same, shared[0]);
        Assert.Empty(shared[1]);
    }

    [Theory]
    [InlineData("$name | Get-ContainerImageLayer")]
    [InlineData("Get-ContainerImage $name | Get-ContainerImageLayer")]
    [InlineData("@{ Id = (Get-ContainerImage $name).Id } | Get-ContainerImageLayer -IncludeFile")]
    [InlineData("Get-ContainerImageHistory $name | Where-Object Size -gt 100000 | Get-ContainerImageLayer")]
    public void Its_image_is_named_by(string script)
    {
        var name = images.Make("named", "echo > /a");
        Assert.Equal(2, session.Run(script, ("name", name)).Good().Output.Count);
    }

    [Fact]
    public void Saved_images_are_looked_into_without_an_engine()
    {
        var name = images.Make("steps", Steps);
        TestEngine.Docker("save", name, "--output", images.File("saved.tar"));
        var script = Files.Replace("$name", "-Path $path", StringComparison.Ordinal);
        Assert.Equal(session.Run(Files, ("name", name)).Good().Text, session.Run(script, ("path", images.File("saved.tar"))).Good().Text);
        Assert.Equal(4, session.Run("Get-ContainerImageLayer -Path $path -EngineHost tcp://127.0.0.1:1").Good().Output.Count);
        File.WriteAllBytes(images.File("cut.tar"), File.ReadAllBytes(images.File("saved.tar"))[..100_000]);
        Assert.Equal(["ImageArchiveInvalid"], session.Run("Get-ContainerImageLayer -Path $path", ("path", images.File("cut.tar"))).ErrorIds);
        Assert.Equal(["FileNotFound"], session.Run("Get-ContainerImageLayer -Path $path", ("path", images.File("none.tar"))).ErrorIds);
    }

    [Fact]
    public void Stopping_while_an_archive_passes_is_at_once() =>
        session.StopsAtOnce("'begun'; Get-ContainerImageLayer $name -IncludeFile", 1, ("name", images.FromFiles("large", ("zeros", 300_000_000))));

    [Fact]
    public void What_is_not_there_is_one_error_and_a_break_is_heeded()
    {
        var name = images.Make("break", "echo > /a");
        var outcome = session.Run("foreach ($once in 1) { Get-ContainerImageLayer $none, $name | ForEach-Object { $_; break } }; 'after'", ("none", images.Name("none")), ("name", name));
        Assert.Equal(["ImageNotFound"], outcome.ErrorIds);
        Assert.Equal(2, outcome.Output.Count);
    }
}
