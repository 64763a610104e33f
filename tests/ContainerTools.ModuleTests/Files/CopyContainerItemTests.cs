using ContainerTools.ModuleTests.Hosts;

namespace ContainerTools.ModuleTests.Files;

public sealed class CopyContainerItemTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>, IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Content(string container, string path) => string.Join('|', session.Run("Get-ContainerContent $c $p", ("c", container), ("p", path)).Good().Text);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_tree_with_everything_comes_back_as_it_was(bool running)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root has files of others");
        var name = running ? containers.Start("trip-running") : containers.Create("trip-created");
        RoundTrips.Make(folder.Path);
        var outcome = session.Run("Copy-ContainerItem $folder/tree ${name}:/ -Archive; Copy-ContainerItem ${name}:/tree $folder/back -Archive; Copy-ContainerItem ${name}:/tree/. $folder/tree2 -Archive",
            ("name", name), ("folder", folder.Path)).Good();
        Assert.Empty(outcome.Output);
        var before = RoundTrips.Facts(folder["tree"]);
        Assert.True(before.Length > 30);
        Assert.Equal(before, RoundTrips.Facts(folder["back"]));
        Assert.Equal(before, RoundTrips.Facts(folder["tree2"]));
        Assert.InRange(RoundTrips.Allocated(folder["back/holes"]), 1, 1_000_000);
    }

    [Fact]
    public void An_executable_keeps_its_capabilities()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has capabilities of files");
        var (one, two) = (containers.Create("able-1"), containers.Create("able-2"));
        folder.Write("able", "x");
        RoundTrips.Shell(folder.Path, "chmod 755 able");
        Capabilities.Set(folder["able"], Capabilities.BindsPorts);
        session.Run("""
            Copy-ContainerItem $folder/able ${one}:/able
            Copy-ContainerItem ${one}:/able ${two}:/able -Archive
            Copy-ContainerItem ${two}:/able $folder/kept -Archive; Copy-ContainerItem ${two}:/able $folder/plain
            """, ("one", one), ("two", two), ("folder", folder.Path)).Good();
        Assert.Equal(Capabilities.BindsPorts, Capabilities.Get(folder["kept"]));
        Assert.Empty(Capabilities.Get(folder["plain"]));
        TestEngine.Docker("cp", one + ":/able", folder["dockers"]);
        Assert.Equal(Capabilities.BindsPorts, Capabilities.Get(folder["dockers"]));
    }

    [Fact]
    public void Without_Archive_it_belongs_to_root_there_and_to_this_user_here()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root has files of others");
        var name = containers.Create("owners");
        RoundTrips.Shell(folder.Path, "printf a > a; chown 1234:5678 a; chmod 4755 a");
        var outcome = session.Run("""
            Copy-ContainerItem $folder/a ${name}:/root -PassThru; Copy-ContainerItem $folder/a ${name}:/kept -Archive -PassThru
            Copy-ContainerItem ${name}:/kept $folder/mine; Copy-ContainerItem ${name}:/kept $folder/theirs -Archive
            """, ("name", name), ("folder", folder.Path)).Good();
        Assert.Equal(["/root/a 0:0", "/kept 1234:5678"], outcome.Output.Select(o => $"{o.Properties["FullName"].Value} {o.Properties["Uid"].Value}:{o.Properties["Gid"].Value}"));
        Assert.Equal("0:0 4755 1234:5678 4755", RoundTrips.Shell(folder.Path, "stat -c '%u:%g %a' mine theirs").ReplaceLineEndings(" ").Trim());
    }

    [Fact]
    public void From_container_to_container_everything_goes_too()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root has files of others");
        var (one, two) = (containers.Create("across-1"), containers.Start("across-2"));
        RoundTrips.Make(folder.Path);
        session.Run("""
            Copy-ContainerItem $folder/tree ${one}:/ -Archive
            Copy-ContainerItem ${one}:/tree -Destination ${two}:/renamed -Archive
            Copy-ContainerItem ${one}:/tree/plain, ${one}:/tree/dir -Destination ${two}:/tmp
            Copy-ContainerItem -FromContainer (Get-Container $one) /tree/dir/. -ToContainer (Get-Container $two) -Destination /tmp/dir -Archive
            Copy-ContainerItem ${two}:/renamed $folder/back -Archive
            """, ("one", one), ("two", two), ("folder", folder.Path)).Good();
        Assert.Equal(RoundTrips.Facts(folder["tree"]), RoundTrips.Facts(folder["back"]));
        Assert.Equal("plain", Content(two, "/tmp/plain"));
        Assert.Equal("inside", Content(two, "/tmp/dir/sub/inside"));
        var owners = session.Run("Get-ContainerItem $two /tmp/plain, /tmp/dir/sub | ForEach-Object Uid", ("two", two)).Good();
        Assert.Equal(["0", "1234"], owners.Text);
    }

    [Fact]
    public void From_one_engine_to_another_by_objects()
    {
        var other = TestEngine.SecondHost;
        var name = containers.Name("other");
        TestEngine.DockerOn(other, "create", "--name", name, TestEngine.Image, "true");
        try
        {
            var one = containers.Create("one");
            folder.Write("a", "hello");
            var outcome = session.Run("""
                Copy-ContainerItem $folder/a ${one}:/a
                $far = Get-Container $name -EngineHost $other
                Copy-ContainerItem ${one}:/a -ToContainer $far -Destination /b -PassThru
                Get-ContainerItem $far /b | Copy-ContainerItem -Destination ${one}:/c
                Get-ContainerContent $one /c
                """, ("one", one), ("name", name), ("other", other), ("folder", folder.Path)).Good();
            Assert.Equal([$"{name}:/b", "hello"], outcome.Text);
            Assert.Equal(other, outcome.Output[0].Properties["EngineHost"].Value);
        }
        finally
        {
            TestEngine.DockerOn(other, "rm", "--force", name);
        }
    }

    [Fact]
    public void Within_one_container_what_is_small_is_copied_and_what_is_large_is_refused_with_what_to_do()
    {
        var name = containers.Stopped("within", TestTrees.Script + "dd if=/dev/zero of=/large bs=1M count=40 2> /dev/null");
        var outcome = session.Run("Copy-ContainerItem ${name}:/tree -Destination ${name}:/tree/copy; Get-ContainerContent $name /tree/copy/dir/sub/deep; Copy-ContainerItem ${name}:/large -Destination ${name}:/copy; Test-ContainerPath $name /copy", ("name", name));
        Assert.Equal(["deep", "False"], outcome.Text);
        Assert.Equal(["CopyWithinContainerTooLarge"], outcome.ErrorIds);
    }

    [Fact]
    public void Wildcards_files_of_the_pipeline_and_items_are_sources()
    {
        var name = containers.Start("sources", "mkdir /in /files /items; sleep 1000");
        TestEngine.Docker("exec", name, "sh", "-c", "until [ -e /items ]; do sleep 0.05; done");
        foreach (var file in new[] { "a.conf", "b.conf", "c.txt", "[d].conf" }) folder.Write(file, file);
        Directory.CreateDirectory(folder["sub.conf"]);
        var outcome = session.Run("""
            Copy-ContainerItem "$folder/*.conf" ${name}:/in
            [IO.DirectoryInfo]::new($folder).GetFiles('*.conf') | ForEach-Object FullName | ForEach-Object { $ExecutionContext.InvokeProvider.Item.Get($_.Replace('[', '`[').Replace(']', '`]')) } | Copy-ContainerItem -Destination ${name}:/files/
            Get-ContainerItem $name '/in/*.conf' | Where-Object Type -eq File | Copy-ContainerItem -Destination ${name}:/items
            "$folder/c.txt", "${name}:/in/a.conf" | Copy-ContainerItem -Destination ${name}:/items
            Copy-ContainerItem -LiteralPath "$folder/[d].conf" -Destination ${name}:/literal
            Get-ContainerItem $name /in/*, /files/*, /items/*, /literal | ForEach-Object FullName
            """, ("name", name), ("folder", folder.Path)).Good();
        Assert.Equal(
            ["/files/[d].conf", "/files/a.conf", "/files/b.conf", "/in/[d].conf", "/in/a.conf", "/in/b.conf", "/in/sub.conf", "/items/[d].conf", "/items/a.conf", "/items/b.conf", "/items/c.txt", "/literal"],
            outcome.Text.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Several_things_need_a_directory_that_is_there()
    {
        var name = containers.Create("several");
        folder.Write("a", "a");
        folder.Write("b", "b");
        var variables = new (string, object?)[] { ("name", name), ("folder", folder.Path) };
        Assert.Equal(["CopySeveralToOne", "CopySeveralToOne"], session.Run("Copy-ContainerItem $folder/a, $folder/b ${name}:/new", variables).ErrorIds);
        Assert.Equal(["False"], session.Run("Test-ContainerPath $name /new", variables).Good().Text);
        Assert.Equal(["CopySeveralToOne"], session.Run("\"$folder/a\", \"$folder/b\" | Copy-ContainerItem -Destination ${name}:/new", variables).ErrorIds);
        Assert.Equal("a", Content(name, "/new"));
    }

    [Fact]
    public void Several_containers_are_copied_to_and_each_of_several_is_copied_from()
    {
        string[] names = [containers.Create("many-1"), containers.Create("many-2"), containers.Create("many-3")];
        var variables = new (string, object?)[] { ("pattern", containers.Name("many-?")), ("names", names), ("folder", folder.Path) };
        folder.Write("a", "same");
        var outcome = session.Run("""
            Copy-ContainerItem $folder/a -ToContainer $names -Destination /x -PassThru
            Copy-ContainerItem $folder/a "${pattern}:/tmp/../y"
            $names | Get-ContainerContent -Path /x, /y
            $names | ForEach-Object { Get-Container $_ } | Copy-ContainerItem -Path /x -Destination { "$folder/$($_.Name)" } -PassThru | ForEach-Object Name
            """, variables).Good();
        Assert.Equal([.. names.Select(n => n + ":/x"), .. Enumerable.Repeat("same", 6), .. names], outcome.Text);
        Assert.Equal(["SeveralContainers"], session.Run("Copy-ContainerItem \"${pattern}:/x\" $folder", variables).ErrorIds);
    }

    [Theory]
    [InlineData("Copy-ContainerItem ${none}:/a $folder", "ContainerNotFound")]
    [InlineData("Copy-ContainerItem $folder/a ${none}:/a", "ContainerNotFound")]
    [InlineData("Copy-ContainerItem ${name}:/none $folder", "ContainerPathNotFound")]
    [InlineData("Copy-ContainerItem ${name}:/tree/file/ $folder", "ContainerPathNotFound")]
    [InlineData("Copy-ContainerItem ${name}:/tree/dangling $folder/x -FollowLink", "ContainerPathNotFound")]
    [InlineData("Copy-ContainerItem ${name}: $folder", "CopyPathInvalid")]
    [InlineData("Copy-ContainerItem $folder/a ${name}:", "CopyPathInvalid")]
    [InlineData("Copy-ContainerItem ${name}:/tree $folder/a", "CopyDirectoryToFile")]
    [InlineData("Copy-ContainerItem $folder ${name}:/tree/file", "CopyDirectoryToFile")]
    [InlineData("Copy-ContainerItem ${name}:/tree/file $folder/a/", "CopyDirectoryToFile")]
    [InlineData("Copy-ContainerItem ${name}:/tree/file $folder/new/", "CopyDestinationNotFound")]
    [InlineData("Copy-ContainerItem ${name}:/tree/file $folder/no/new", "CopyDestinationNotFound")]
    [InlineData("Copy-ContainerItem $folder/a ${name}:/new/", "CopyDestinationNotFound")]
    [InlineData("Copy-ContainerItem $folder/a ${name}:/no/new", "ContainerPathNotFound")]
    [InlineData("Copy-ContainerItem $folder/a ${name}:/tree/file/new", "ContainerPathNotDirectory")]
    [InlineData("Copy-ContainerItem $folder/a ${name}:/tree/pipe", "ContainerPathNotFile")]
    [InlineData("Copy-ContainerItem $folder/none ${name}:/", "FileNotFound")]
    [InlineData("Copy-ContainerItem $folder/a/ ${name}:/", "FileNotFound")]
    [InlineData("Copy-ContainerItem $folder/a $folder/b", "NoContainer")]
    [InlineData("Copy-ContainerItem $folder/a ${fixed}:/tmp", "ContainerPathReadOnly")]
    [InlineData("Copy-ContainerItem ${name}:/tree/. ${fixed}:/tmp", "ContainerPathReadOnly")]
    [InlineData("Copy-ContainerItem ${name}:/tree/file /dev/null", "FileUnwritable")]
    [InlineData("Copy-ContainerItem nowhere:/x ${name}:/", "ContainerNotFound")]
    [InlineData("Copy-ContainerItem $folder/conflict/. ${name}:/tree", "ContainerPathConflict")]
    public void What_is_wrong_is_an_error_and_nothing_is_copied(string script, string id)
    {
        var name = containers.Name("wrong");
        if (EngineApi.Get($"containers/{name}/json") is null)
        {
            containers.Stopped("wrong");
            containers.Create("fixed", "true", "--read-only");
        }
        folder.Write("a", "a");
        Directory.CreateDirectory(folder["conflict"]);
        folder.Write("conflict/dir", "no directory");
        var outcome = session.Run(script, ("name", name), ("none", containers.Name("none")), ("fixed", containers.Name("fixed")), ("folder", folder.Path));
        Assert.Equal([id], outcome.ErrorIds);
        Assert.NotNull(outcome.Errors[0].TargetObject);
        Assert.Equal([folder["a"], folder["conflict"]], Directory.GetFileSystemEntries(folder.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_in_the_way_is_told_and_the_rest_is_copied()
    {
        var name = containers.Stopped("rest");
        Directory.CreateDirectory(folder["empty"]);
        folder.Write("dir", "a file");
        var outcome = session.Run("Copy-ContainerItem ${name}:/tree/. $folder", ("name", name), ("folder", folder.Path));
        Assert.Equal(["ArchiveEntryRefused", "ArchiveEntryRefused"], outcome.ErrorIds);
        Assert.Equal(["./dir/", "./empty"], outcome.Errors.Select(e => e.TargetObject.ToString()));
        Assert.Equal(("hello", "a file", "x"), (File.ReadAllText(folder["file"]), File.ReadAllText(folder["dir"]), File.ReadAllText(folder["with space/[1]"])));
    }

    [Fact]
    public void Objects_of_engines_are_no_paths()
    {
        var name = containers.Stopped("objects");
        var outcome = session.Run("Get-ContainerChange $name | Where-Object Path -eq /tree/file | Copy-ContainerItem -Destination $folder; Copy-ContainerItem -Path (Get-Container $name) -Destination $folder", ("name", name), ("folder", folder.Path));
        Assert.Equal(2, outcome.Errors.Count);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void WhatIf_says_what_would_be_copied_where_and_copies_nothing()
    {
        var name = containers.Stopped("whatif");
        folder.Write("a", "a");
        var host = new AnsweringHost("No", "No", "No", "No");
        using var asking = PowerShellSession.With(host);
        var variables = new (string, object?)[] { ("name", name), ("folder", folder.Path) };
        asking.Run("Copy-ContainerItem $folder/a ${name}:/tree -Confirm; Copy-ContainerItem ${name}:/tree/dir $folder/new -Confirm; Copy-ContainerItem ${name}:/tree/. $folder -Confirm; Copy-ContainerItem ${name}:/tree/link ${name}:/ -Confirm", variables).Good();
        Assert.Collection(
            host.Questions,
            q => Assert.Contains($"{folder["a"]} to {name}:/tree/a", q, StringComparison.Ordinal),
            q => Assert.Contains($"{name}:/tree/dir to {folder["new"]}", q, StringComparison.Ordinal),
            q => Assert.Contains($"what is in {name}:/tree/. to {folder.Path}", q, StringComparison.Ordinal),
            q => Assert.Contains($"{name}:/tree/link to {name}:/link", q, StringComparison.Ordinal));
        session.Run("Copy-ContainerItem $folder/a ${name}:/tree/new -WhatIf; Copy-ContainerItem ${name}:/tree $folder -WhatIf", variables).Good();
        Assert.Equal(["False"], session.Run("Test-ContainerPath $name /tree/new", variables).Good().Text);
        Assert.Equal([folder["a"]], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_local_path_with_a_colon_is_written_with_its_folder()
    {
        var name = containers.Create("colon");
        folder.Write("web:x", "colon");
        session.Run("Push-Location $folder; Copy-ContainerItem ./web:x ${name}:/x; Pop-Location", ("name", name), ("folder", folder.Path));
        session.Run("Copy-ContainerItem \"$folder/web:x\" ${name}:/x", ("name", name), ("folder", folder.Path)).Good();
        Assert.Equal("colon", Content(name, "/x"));
    }

    [Fact]
    public void Paths_are_relative_to_where_PowerShell_is_and_to_the_containers_root()
    {
        var name = containers.Create("relative");
        Directory.CreateDirectory(folder["sub"]);
        folder.Write("sub/a", "a");
        session.Run("$ExecutionContext.SessionState.Path.SetLocation($folder); Copy-ContainerItem sub/a ${name}:tmp/b; Copy-ContainerItem sub ${name}:tmp; Copy-ContainerItem ${name}:tmp/b .; Copy-ContainerItem . ${name}:tmp/all", ("name", name), ("folder", folder.Path)).Good();
        Assert.Equal("a", File.ReadAllText(folder["b"]));
        Assert.Equal(("a", "a", "a"), (Content(name, "/tmp/sub/a"), Content(name, "/tmp/all/b"), Content(name, "/tmp/all/sub/a")));
    }
}
