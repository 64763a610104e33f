using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace ContainerTools.ModuleTests.Images;

public sealed class ImportRootFileSystemTests(PowerShellSession session, TestImages images) : IClassFixture<PowerShellSession>, IClassFixture<TestImages>
{
    /// <summary>A file system of one file that no other has.</summary>
    private string Root(string suffix)
    {
        var path = images.File(suffix + "-root.tar");
        using var tar = new TarWriter(File.Create(path));
        tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "unique") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(Guid.NewGuid().ToString())) });
        return path;
    }

    private PSObject Import(string script, string path, string repository) =>
        Assert.Single(session.Run(script, ("path", path), ("repository", repository)).Good().Output);

    [Theory]
    [InlineData("Import-ContainerImage $path -RootFileSystem -Repository $repository -Tag 1")]
    [InlineData("$path | Import-ContainerImage -RootFileSystem -Repository \"${repository}:1\"")]
    [InlineData("Import-ContainerImage -LiteralPath $path -RootFileSystem -Repository $repository -Tag 1")]
    [InlineData("$s = [IO.File]::OpenRead($path); try { Import-ContainerImage -InputStream $s -RootFileSystem -Repository $repository -Tag 1 } finally { $s.Dispose() }")]
    public void A_bare_file_system_becomes_an_image(string script)
    {
        var suffix = "bare" + Guid.NewGuid().ToString("n")[..6];
        var image = Import(script, Root(suffix), images.Name(suffix)[..^2]);
        images.Own((string)image.Properties["Id"].Value);
        Assert.Equal((images.Name(suffix), TestImages.Id(images.Name(suffix)), TestEngine.Host), (image.ToString(), image.Properties["Id"].Value, image.Properties["EngineHost"].Value));
        Assert.Single((IReadOnlyList<string>)image.Properties["Layers"].Value);
    }

    [Fact]
    public void Changes_configure_it()
    {
        var image = Import(
            "Import-ContainerImage $path -RootFileSystem -Repository $repository -Tag 1 -Change 'CMD [\"/unique\", \"a b\"]', 'ENV A=b=c', 'EXPOSE 80', 'USER 1000', 'LABEL who=me' -Message 'made by a test' | Get-ContainerImage -Detailed",
            Root("changed"), images.Name("changed")[..^2]);
        images.Own((string)image.Properties["Id"].Value);
        Assert.Equal(["/unique", "a b"], (IEnumerable<string>)image.Properties["Command"].Value);
        Assert.Equal("b=c", ((IReadOnlyDictionary<string, string>)image.Properties["Environment"].Value)["A"]);
        Assert.Equal(["80/tcp"], (IEnumerable<string>)image.Properties["ExposedPorts"].Value);
        Assert.Equal(("1000", "made by a test"), (image.Properties["User"].Value, image.Properties["Comment"].Value));
        Assert.Equal("me", ((IReadOnlyDictionary<string, string>)image.Properties["Labels"].Value)["who"]);
    }

    [Fact]
    public void It_may_be_packed_and_need_no_name()
    {
        var path = Root("packed");
        using (var packed = new GZipStream(File.Create(path + ".gz"), CompressionLevel.Fastest))
        using (var plain = File.OpenRead(path)) plain.CopyTo(packed);
        var image = Import("Import-ContainerImage \"$path.gz\" -RootFileSystem", path, "");
        Assert.Equal(image.Properties["ShortId"].Value, image.ToString());
        Assert.Equal(true, image.Properties["Dangling"].Value);
        Assert.StartsWith("unique", session.Run("(Get-ContainerImageLayer $id -IncludeFile).Files.Path.TrimStart('/')", ("id", images.Own((string)image.Properties["Id"].Value))).Good().Text[0], StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_exported_comes_back_as_an_image_that_runs()
    {
        var container = TestEngine.Docker("create", TestEngine.Image, "x");
        TestEngine.Docker("export", "--output", images.File("exported.tar"), container);
        TestEngine.Docker("rm", container);
        var run = session.Run("Import-ContainerImage $path -RootFileSystem -Repository $repository -Tag 1 -Change 'CMD [\"echo\", \"back\"]' | Invoke-Container -AutoRemove", ("path", images.File("exported.tar")), ("repository", images.Name("exported")[..^2])).Good();
        images.Own(TestImages.Id(images.Name("exported")));
        Assert.Equal("back\n", Assert.Single(run.Output).Properties["StdOut"].Value);
    }

    [Fact]
    public void What_is_wrong_is_said_and_leaves_no_image()
    {
        var path = Root("wrong");
        File.WriteAllText(images.File("wrong-text.tar"), new string('?', 5000));
        (string, object?)[] variables = [("path", path), ("text", images.File("wrong-text.tar")), ("repository", images.Name("wrong")[..^2])];
        Assert.Single(session.Run("Import-ContainerImage $text -RootFileSystem -Repository $repository", variables).Errors);
        Assert.Equal(["ImageImportFailed"], session.Run("Import-ContainerImage $path -RootFileSystem -Repository $repository -Change 'RUN make'", variables).ErrorIds);
        Assert.Equal(["FileNotFound", "FileNotFound"], session.Run("Import-ContainerImage \"$path-none\", \"$path-none2\" -RootFileSystem", variables).ErrorIds);
        Assert.Equal(["ImageReferenceInvalid"], session.Run("Import-ContainerImage $path -RootFileSystem -Repository Upper", variables).ErrorIds);
        Assert.Equal(["TagWithoutRepository"], session.Run("Import-ContainerImage $path -RootFileSystem -Tag 1", variables).ErrorIds);
        Assert.Empty(session.Run("Import-ContainerImage $path -RootFileSystem -Repository $repository -WhatIf", variables).Good().Output);
        Assert.False(TestImages.Exists(images.Name("wrong")[..^2]));
    }
}
