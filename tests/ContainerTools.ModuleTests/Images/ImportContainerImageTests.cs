using System.IO.Compression;

namespace ContainerTools.ModuleTests.Images;

public sealed class ImportContainerImageTests(PowerShellSession session, TestImages images) : IClassFixture<PowerShellSession>, IClassFixture<TestImages>
{
    /// <summary>Saves a new image and removes it from the engine.</summary>
    private (string Name, string Id, string Path) Saved(string suffix, params string[] aliases)
    {
        var name = images.FromFiles(suffix, ("file", 100_000), (suffix, 1));
        var id = TestImages.Id(name);
        var names = aliases.Select(images.Name).Prepend(name).ToArray();
        foreach (var alias in names[1..]) TestEngine.Docker("tag", name, alias);
        var path = images.File(suffix + ".tar");
        TestEngine.Docker(["save", .. names, "--output", path]);
        TestEngine.Docker(["rmi", .. names]);
        return (name, id, path);
    }

    [Theory]
    [InlineData("Import-ContainerImage $path")]
    [InlineData("$path | Import-ContainerImage")]
    [InlineData("Import-ContainerImage -LiteralPath $path")]
    [InlineData("[pscustomobject]@{ PSPath = $path } | Import-ContainerImage")]
    [InlineData("Import-ContainerImage ($path -replace 'tar$', 't*r')")]
    [InlineData("$s = [IO.File]::OpenRead($path); try { Import-ContainerImage -InputStream $s } finally { $s.Dispose() }")]
    public void The_images_of_a_file_are_the_output(string script)
    {
        var (name, id, path) = Saved("load" + Guid.NewGuid().ToString("n")[..6]);
        var image = Assert.Single(session.Run(script, ("path", path)).Good().Output);
        Assert.Equal((name, id), (image.ToString(), image.Properties["Id"].Value));
        Assert.Equal(id, TestImages.Id(name));
    }

    [Fact]
    public void An_image_with_several_names_is_one_object()
    {
        var (name, id, path) = Saved("names", "names2");
        var image = Assert.Single(session.Run("Import-ContainerImage $path", ("path", path)).Good().Output);
        Assert.Equal(id, image.Properties["Id"].Value);
        Assert.Equal([images.Name("names2"), name], ((IEnumerable<object>)image.Properties["RepoTags"].Value).Select(t => (string)t).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Packed_files_are_known_by_their_bytes()
    {
        var (name, id, path) = Saved("packed");
        var gzip = images.File("packed.bin");
        using (var packed = new GZipStream(File.Create(gzip), CompressionLevel.Fastest))
        using (var plain = File.OpenRead(path)) plain.CopyTo(packed);
        Assert.Equal([id], session.Run("(Import-ContainerImage $path).Id", ("path", gzip)).Good().Text);
        TestEngine.Docker("rmi", name);
        Assert.Equal([id], session.Run("$s = [IO.File]::OpenRead($path); try { (Import-ContainerImage -InputStream $s).Id } finally { $s.Dispose() }").Good().Text);
        TestEngine.Docker("rmi", name);
        File.WriteAllBytes(gzip, File.ReadAllBytes(gzip)[..500]);
        Assert.Equal(["ImageArchiveInvalid"], session.Run("Import-ContainerImage $path").ErrorIds);
        Assert.False(TestImages.Exists(name));
    }

    [Fact]
    public void A_bad_archive_is_a_clear_error_and_leaves_no_image()
    {
        var (name, _, path) = Saved("bad");
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(images.File("bad-cut.tar"), bytes[..(bytes.Length / 2)]);
        File.WriteAllText(images.File("bad-text.tar"), new string('?', 5000));
        File.WriteAllText(images.File("bad-empty.tar"), "");
        var outcome = session.Run("Import-ContainerImage $path; 'after'", ("path", images.File("bad-*.tar")));
        Assert.Equal(4, outcome.Errors.Count);
        Assert.All(outcome.ErrorIds, id => Assert.Equal("ImageArchiveInvalid", id));
        Assert.Equal(["after"], outcome.Text);
        Assert.Contains(outcome.Errors, e => e.Exception.Message.Contains("cut off", StringComparison.Ordinal));
        Assert.Contains(outcome.Errors, e => e.Exception.Message.Contains("not a tar archive", StringComparison.Ordinal));
        // The files that the image was made of, without its layers and its description.
        Assert.Contains(outcome.Errors, e => e.Exception.Message.Contains("-RootFileSystem", StringComparison.Ordinal));
        Assert.False(TestImages.Exists(name));
    }

    [Fact]
    public void A_layer_that_is_not_what_it_claims_leaves_no_image()
    {
        var (name, _, path) = Saved("forged");
        var bytes = File.ReadAllBytes(path);
        // A byte of the content of the only file.
        var at = bytes.AsSpan().IndexOf(new byte[90_000]) + 45_000;
        bytes[at] ^= 1;
        File.WriteAllBytes(path, bytes);
        var outcome = session.Run("Import-ContainerImage $path", ("path", path));
        Assert.Equal(["ImageImportFailed"], outcome.ErrorIds);
        Assert.Equal(ErrorCategory.InvalidData, outcome.Errors[0].CategoryInfo.Category);
        Assert.False(TestImages.Exists(name));
    }

    [Fact]
    public void WhatIf_loads_nothing()
    {
        var (name, _, path) = Saved("whatif");
        Assert.Empty(session.Run("Import-ContainerImage $path -WhatIf", ("path", path)).Good().Output);
        Assert.False(TestImages.Exists(name));
    }

    [Fact]
    public void What_was_saved_comes_back_the_same()
    {
        var name = images.Make("round", "echo 1 > /a", "rm /a");
        var before = TestEngine.Docker("image", "inspect", "--format", "{{.Id}} {{.RootFS.Layers}} {{json .Config.Cmd}}", name);
        session.Run("Export-ContainerImage $name $path", ("name", name), ("path", images.File("round.tar"))).Good();
        TestEngine.Docker("rmi", "--force", name);
        Assert.Equal([name], session.Run("Import-ContainerImage $path").Good().Text);
        Assert.Equal(before, TestEngine.Docker("image", "inspect", "--format", "{{.Id}} {{.RootFS.Layers}} {{json .Config.Cmd}}", name));
    }

    [Fact]
    public void A_break_is_heeded_and_stopping_is_at_once()
    {
        var (_, _, path) = Saved("break");
        Assert.Equal(2, session.Run("foreach ($once in 1) { Import-ContainerImage $path | ForEach-Object { $_; break } }; 'after'", ("path", path)).Good().Output.Count);
        var name = images.FromFiles("large", ("zeros", 300_000_000));
        TestEngine.Docker("save", name, "--output", images.File("large.tar"));
        TestEngine.Docker("rmi", name);
        session.StopsAtOnce("'begun'; Import-ContainerImage $path", 1, ("path", images.File("large.tar")));
        Assert.False(TestImages.Exists(name));
    }
}
