namespace ContainerTools.ModuleTests.Files;

public sealed class GetContainerItemTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    private const string Row = "ForEach-Object { \"$($_.Type) $($_.FullName) $($_.Size) $([Convert]::ToString([int] $_.Mode, 8)) $($_.Uid):$($_.Gid) $($_.LinkTarget)\".TrimEnd() }";

    [Fact]
    public void An_item_tells_all_that_the_file_system_knows_of_it()
    {
        var name = containers.Stopped("one");
        var outcome = session.Run($"$all = Get-ContainerItem $name /tree, /tree/file, tree/./empty, /tree/link, /tree/dirlink, /tree/dirlink/, /tree/dangling, /tree/pipe, '/tree/größe/日本', /; $all | {Row}", ("name", name)).Good();
        Assert.Equal(
            [
                "Directory /tree 0 755 0:0", "File /tree/file 5 4750 12:34", "File /tree/empty 0 644 0:0", "SymbolicLink /tree/link 4 777 0:0 file",
                "SymbolicLink /tree/dirlink 9 777 0:0 /tree/dir", "Directory /tree/dirlink 0 1777 0:0", "SymbolicLink /tree/dangling 7 777 0:0 nowhere",
                "Fifo /tree/pipe 0 644 0:0", "File /tree/größe/日本 1 644 0:0", "Directory / 0 755 0:0",
            ], outcome.Text);
        var file = session.Run("$all[1]").Good().Output[0];
        Assert.Equal(new DateTimeOffset(2001, 2, 3, 4, 5, 6, TimeSpan.Zero), file.Properties["LastWriteTime"].Value);
        Assert.Equal(("file", name, $"{name}:/tree/file", TestEngine.Host), (file.Properties["Name"].Value, file.Properties["ContainerName"].Value, file.ToString(), file.Properties["EngineHost"].Value));
        Assert.Equal(TestEngine.Docker("inspect", "--format", "{{.Id}}", name), file.Properties["ContainerId"].Value);
    }

    [Fact]
    public void Recurse_lists_all_that_is_below_as_find_does()
    {
        var name = containers.Start("find", TestTrees.Script + "touch /ready; sleep 1000");
        TestEngine.Docker("exec", name, "sh", "-c", "until [ -e /ready ]; do sleep 0.05; done");
        foreach (var (asked, real) in new[] { ("/tree", "/tree"), ("tree/", "/tree"), ("/tree/dirlink", "/tree/dirlink/"), ("/tree/file", "/tree/file") })
        {
            var found = TestEngine.Docker("exec", name, "find", real, "-mindepth", real == asked && asked.EndsWith("file", StringComparison.Ordinal) ? "0" : "1").Split('\n').Select(path => path.Replace("//", "/", StringComparison.Ordinal));
            var listed = session.Run("Get-ContainerItem $name $path -Recurse | ForEach-Object FullName", ("name", name), ("path", asked)).Good().Text;
            Assert.Equal(found.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
        }
        var hard = session.Run($"Get-ContainerItem $name /tree -Recurse | Where-Object Type -eq HardLink | {Row}", ("name", name)).Good().Text;
        Assert.Equal(["HardLink /tree/second  4750 12:34 /tree/file"], hard);
    }

    [Theory]
    [InlineData("/tree/*", "dangling dir dirlink empty file größe link loop pipe second with space")]
    [InlineData("/tree/*i*", "dir dirlink file link pipe with space dangling")]
    [InlineData("/t*/dir/s?b/deep", "deep")]
    [InlineData("tree/[d]ir", "dir")]
    [InlineData("/tree/dirlink/*", "sub")]
    [InlineData("/tree/with space/`[?`]", "[1]")]
    [InlineData("/tree/none*", "")]
    [InlineData("/tree/Fil*", "")]
    public void Wildcards_stand_in_any_part_of_a_path(string pattern, string names)
    {
        var name = containers.Name("wild");
        if (EngineApi.Get($"containers/{name}/json") is null) containers.Stopped("wild");
        var outcome = session.Run("Get-ContainerItem $name $pattern | ForEach-Object Name", ("name", name), ("pattern", pattern)).Good();
        Assert.Equal(string.Join(' ', names.Split(' ').Order(StringComparer.Ordinal)), string.Join(' ', string.Join(' ', outcome.Text).Split(' ').Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void A_literal_path_is_taken_as_written_and_an_item_leads_to_itself()
    {
        var name = containers.Stopped("literal");
        var script = """
            Get-ContainerItem $name -LiteralPath '/tree/with space/[1]'
            Get-ContainerItem $name '/tree/*' -Recurse | Where-Object Name -eq '[1]' | Get-ContainerItem
            Get-ContainerChange $name | Where-Object Path -eq /tree/file | Get-ContainerItem
            """;
        Assert.Equal([$"{name}:/tree/with space/[1]", $"{name}:/tree/with space/[1]", $"{name}:/tree/file"], session.Run(script, ("name", name)).Good().Text);
    }

    [Fact]
    public void What_is_not_there_is_an_error_that_names_it_and_the_rest_is_told()
    {
        var name = containers.Stopped("missing");
        var outcome = session.Run("Get-ContainerItem $name, $none -Path /none, /tree/file/x, /none/*, /tree/file", ("name", name), ("none", containers.Name("none")));
        Assert.Equal([$"{name}:/tree/file"], outcome.Text);
        Assert.Equal(["ContainerPathNotFound", "ContainerPathNotFound", "ContainerPathNotFound", "ContainerNotFound"], outcome.ErrorIds.Order(StringComparer.Ordinal).Reverse());
        Assert.Contains(outcome.Errors, e => Equals(e.TargetObject, $"{name}:/none") && e.CategoryInfo.Category == ErrorCategory.ObjectNotFound);
    }

    [Fact]
    public void The_rest_of_the_pipeline_may_ask_about_the_same_container()
    {
        // The engine sends nothing else about a container while it sends its files: a reader that waited for the pipeline would never go on.
        var name = containers.Stopped("same", "mkdir /many; i=0; while [ $i -lt 300 ]; do : > /many/$i; i=$((i + 1)); done; dd if=/dev/urandom of=/many/x bs=1M count=8 2> /dev/null");
        using var running = session.Start("Get-ContainerItem $name /many -Recurse | ForEach-Object { (Get-Container $name -Detailed).State }", ("name", name));
        running.WaitForOutput(301);
        Assert.Equal(301, running.Finish().Good().Output.Count);
    }

    [Fact]
    public void Stopping_is_at_once()
    {
        var name = containers.Stopped("stop", "mkdir /d; : > /d/a; dd if=/dev/zero of=/d/b bs=1M count=300 2> /dev/null");
        session.StopsAtOnce("Get-ContainerItem $name /d -Recurse; 'begun'; Get-ContainerItem $name /d -Recurse; Start-Sleep 5", 3, ("name", name));
        Assert.Equal(["a"], session.Run("foreach ($i in 1) { Get-ContainerItem $name /d -Recurse | ForEach-Object { $_.Name; break } }", ("name", name)).Text);
    }
}
