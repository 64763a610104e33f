using System.Formats.Tar;

namespace ContainerTools.ModuleTests.Files;

public sealed class ExportContainerTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>, IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_writes_what_docker_export_writes()
    {
        var name = containers.Stopped("same");
        TestEngine.Docker("export", "--output", folder["docker.tar"], name);
        var outcome = session.Run("Export-Container $name $path -PassThru", ("name", name), ("path", folder["ours.tar"])).Good();
        Assert.Equal(folder["ours.tar"], Assert.IsType<FileInfo>(Assert.Single(outcome.Output).BaseObject).FullName);
        var ours = Entries(folder["ours.tar"]);
        Assert.Equal(Entries(folder["docker.tar"]), ours);
        Assert.Contains(ours, line => line.Contains("tree/größe/日本", StringComparison.Ordinal));
    }

    [Fact]
    public void Several_containers_get_a_file_each()
    {
        string[] names = [containers.Create("e1"), containers.Start("e2")];
        var outcome = session.Run("Get-Container $names | Export-Container -Path { \"$folder/$($_.Name).tar\" }; $names | Export-Container -Path \"$folder/one.tar\"", ("names", names), ("folder", folder.Path));
        Assert.Equal(["OneFileForSeveral"], outcome.ErrorIds);
        Assert.Equal(["one.tar", .. names.Select(n => n + ".tar")], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(names, name => Assert.NotEmpty(Entries(folder[name + ".tar"])));
    }

    [Fact]
    public void A_file_that_is_there_is_replaced_only_by_force()
    {
        var variables = new (string, object?)[] { ("name", containers.Create("force")), ("path", folder.Write("there.tar", "old")) };
        Assert.Equal(["FileExists"], session.Run("Export-Container $name $path", variables).ErrorIds);
        Assert.Equal("old", File.ReadAllText(folder["there.tar"]));
        session.Run("Export-Container $name $path -Force", variables).Good();
        Assert.NotEmpty(Entries(folder["there.tar"]));
    }

    [Theory]
    [InlineData("Export-Container $none $path", "ContainerNotFound")]
    [InlineData("Export-Container $name \"$path/no/where.tar\"", "FileUnwritable")]
    [InlineData("Export-Container $name ([IO.Path]::GetTempPath())", "FileUnwritable")]
    [InlineData("Export-Container $name nowhere:/x.tar", "FileUnwritable")]
    public void Nothing_is_written_where_something_is_wrong(string script, string id)
    {
        var name = containers.Name("wrong");
        if (EngineApi.Get($"containers/{name}/json") is null) containers.Create("wrong");
        Assert.Equal([id], session.Run(script, ("name", name), ("none", containers.Name("none")), ("path", folder["wrong.tar"])).ErrorIds);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        session.Run("Export-Container $name $path -WhatIf", ("name", containers.Create("whatif")), ("path", folder["whatif.tar"])).Good();
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Progress_is_told_in_bytes_and_stopping_is_at_once_and_leaves_no_part_of_a_file()
    {
        var name = containers.Stopped("large", "dd if=/dev/zero of=/large bs=1M count=400 2> /dev/null");
        session.StopsAtOnce("'begun'; Export-Container $name $path", 1, ("name", name), ("path", folder["stopped.tar"]));
        for (var i = 0; i < 100 && Directory.GetFiles(folder.Path).Length > 0; i++) Thread.Sleep(20);
        Assert.Empty(Directory.GetFiles(folder.Path));

        var progress = session.Run("Export-Container $name $path", ("name", name), ("path", folder["progress.tar"])).Good().Progress.Where(p => p.Activity.Contains(name, StringComparison.Ordinal)).ToList();
        Assert.Contains(progress, p => p.StatusDescription.Contains(" MB", StringComparison.Ordinal));
        Assert.Single(progress, p => p.RecordType == ProgressRecordType.Completed);
    }

    private static List<string> Entries(string path)
    {
        using var reader = new TarReader(File.OpenRead(path));
        var result = new List<string>();
        while (reader.GetNextEntry(copyData: true) is { } entry)
        {
            var hash = entry.DataStream is null ? "" : Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(entry.DataStream));
            result.Add($"{entry.EntryType} {entry.Name} {entry.Mode} {entry.Uid}:{entry.Gid} {entry.ModificationTime} {entry.LinkName} {entry.Length} {hash}");
        }
        return result;
    }
}
