namespace ContainerTools.ModuleTests.Images;

public sealed class ExportContainerImageTests(PowerShellSession session, TestImages images) : IClassFixture<PowerShellSession>, IClassFixture<TestImages>
{
    [Fact]
    public void The_file_is_what_docker_saves()
    {
        var name = images.FromFiles("same", ("a", 100_000), ("b", 1));
        TestEngine.Docker("save", name, "--output", images.File("docker.tar"));
        var file = session.Run("Export-ContainerImage $name $path -PassThru", ("name", name), ("path", images.File("ours.tar"))).Good().Output;
        Assert.Equal(images.File("ours.tar"), Assert.IsType<FileInfo>(Assert.Single(file).BaseObject).FullName);
        // The names and bytes in it: engines write the times of the moment into some headers.
        Assert.Equal(Entries(images.File("docker.tar")), Entries(images.File("ours.tar")));
    }

    [Fact]
    public void Several_images_go_into_one_file_and_an_object_takes_all_its_names_along()
    {
        var (one, two) = (images.FromFiles("one", ("a", 1)), images.FromFiles("two", ("b", 2)));
        var alias = images.Name("alias");
        TestEngine.Docker("tag", one, alias);
        session.Run("Get-ContainerImage $one | Export-ContainerImage -Path $path", ("one", one), ("path", images.File("object.tar"))).Good();
        session.Run("$one, $two | Export-ContainerImage -Path $path", ("two", two), ("path", images.File("both.tar"))).Good();
        Assert.Equal([alias, one], Tags(images.File("object.tar")));
        Assert.Equal([one, two], Tags(images.File("both.tar")));
    }

    [Fact]
    public void A_file_that_is_there_is_kept_unless_forced()
    {
        var name = images.FromFiles("force", ("a", 1));
        var path = images.File("there.tar");
        File.WriteAllText(path, "precious");
        (string, object?)[] variables = [("name", name), ("path", path)];
        Assert.Equal(["FileExists"], session.Run("Export-ContainerImage $name $path", variables).ErrorIds);
        Assert.Equal("precious", File.ReadAllText(path));
        session.Run("Export-ContainerImage $name $path -Force", variables).Good();
        Assert.True(new FileInfo(path).Length > 1000);
    }

    [Theory]
    [InlineData("Export-ContainerImage $none $path", "ImageNotFound")]
    [InlineData("Export-ContainerImage $name, $none $path", "ImageNotFound")]
    [InlineData("Export-ContainerImage $name \"$path/no/where.tar\"", "FileUnwritable")]
    [InlineData("Export-ContainerImage $name ([IO.Path]::GetTempPath())", "FileUnwritable")]
    [InlineData("Export-ContainerImage $name $path -Platform amd64", "PlatformInvalid")]
    public void Nothing_is_written_where_something_is_wrong(string script, string id)
    {
        var path = images.File("wrong.tar");
        var outcome = session.Run(script, ("name", images.FromFiles("wrong", ("a", 1))), ("none", images.Name("none")), ("path", path));
        Assert.Equal(id, outcome.ErrorIds[0]);
        Assert.Empty(Directory.GetFiles(images.Folder, "wrong.tar*"));
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        session.Run("Export-ContainerImage $name $path -WhatIf", ("name", images.FromFiles("whatif", ("a", 1))), ("path", images.File("whatif.tar"))).Good();
        Assert.Empty(Directory.GetFiles(images.Folder, "whatif.tar*"));
    }

    [Fact]
    public void Stopping_is_at_once_and_leaves_no_part_of_a_file()
    {
        session.StopsAtOnce("'begun'; Export-ContainerImage $name $path", 1, ("name", images.FromFiles("large", ("zeros", 300_000_000))), ("path", images.File("stopped.tar")));
        for (var i = 0; i < 100 && Directory.GetFiles(images.Folder, "stopped.tar*").Length > 0; i++) Thread.Sleep(20);
        Assert.Empty(Directory.GetFiles(images.Folder, "stopped.tar*"));
    }

    [Fact]
    public void Progress_is_told_in_bytes_and_ended()
    {
        var name = images.FromFiles("large", ("zeros", 300_000_000));
        var progress = session.Run("Export-ContainerImage $name $path", ("name", name), ("path", images.File("progress.tar"))).Good().Progress.Where(p => p.Activity.Contains("progress.tar", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(progress);
        Assert.Contains(" MB of ", progress[0].StatusDescription, StringComparison.Ordinal);
        Assert.Equal(ProgressRecordType.Completed, progress[^1].RecordType);
        Assert.Single(progress, p => p.RecordType == ProgressRecordType.Completed);
    }

    private static List<string> Entries(string path)
    {
        using var reader = new System.Formats.Tar.TarReader(File.OpenRead(path));
        var result = new List<string>();
        while (reader.GetNextEntry(copyData: true) is { } entry)
        {
            var hash = entry.DataStream is null ? "" : Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(entry.DataStream));
            result.Add($"{entry.EntryType} {entry.Name} {entry.Length} {hash}");
        }
        return result;
    }

    private static IEnumerable<string> Tags(string path)
    {
        using var reader = new System.Formats.Tar.TarReader(File.OpenRead(path));
        while (reader.GetNextEntry(copyData: true) is { } entry)
        {
            if (entry.Name != "manifest.json") continue;
            using var json = System.Text.Json.JsonDocument.Parse(entry.DataStream!);
            return [.. json.RootElement.EnumerateArray().SelectMany(i => i.GetProperty("RepoTags").EnumerateArray()).Select(t => t.GetString()!).Order(StringComparer.Ordinal)];
        }
        return [];
    }
}
