using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using ContainerTools.ModuleTests.Files;

namespace ContainerTools.ModuleTests.Volumes;

/// <summary>Volumes to files and back. The helper container is looked for in all of them, so they are in one class.</summary>
public sealed class VolumeArchiveTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>, IDisposable
{
    /// <summary>A tree with every kind of entry, and odd owners, rights, times and names.</summary>
    private const string Tree =
        """
        mkdir -p dir/empty deep; echo hello >dir/file; ln dir/file hard; ln -s dir/file link; ln -s /nowhere/else dangling; mkfifo pipe; mknod null c 1 3; mknod disk b 7 9
        head -c 3000000 /dev/urandom >random; dd if=/dev/zero of=sparse bs=1 count=1 seek=5000000 2>/dev/null; : >nothing
        touch 'with space' 'ümlaut ☃' -- -dash
        long=$(printf 'n%.0s' $(seq 200)); echo long >"$long"; mkdir -p "deep/$long/$long"; echo deeper >"deep/$long/$long/$long"; ln -s "$long/$long/$long" "deep/far"
        chown 1000:1001 dir/file; chown -h 12:34 link; chown 70000:80000 nothing; chmod 0640 dir/file; cp nothing suid; chmod 4755 suid; chmod 2775 dir; chmod 1777 deep; chmod 000 random
        touch -d '2001-02-03 04:05:06' random; touch -d '1999-12-31 23:59:59' dir/empty; chown 5:6 .; chmod 0750 .; touch -d '2002-02-02 02:02:02' .
        """;

    private const string Describe =
        """
        find . | LC_ALL=C sort | while IFS= read -r f; do
          stat -c '%n %F %a %u %g %s %Y %t %T' "$f"; [ -h "$f" ] && readlink "$f"; if [ -f "$f" ] && [ ! -h "$f" ]; then md5sum <"$f"; fi
        done; stat -c %h hard
        """;

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("all.tar")]
    [InlineData("all.tar.gz")]
    [InlineData("all.tgz")]
    public void All_comes_back_as_it_was(string file)
    {
        var source = containers.Filled("source" + Guid.NewGuid().ToString("n")[..6], Tree);
        var target = containers.Name("target" + Guid.NewGuid().ToString("n")[..6]);
        var outcome = session.Run("Export-ContainerVolume $source $path; New-ContainerVolume $target -Label $label; Import-ContainerVolume $path $target -PassThru",
            ("source", source), ("target", target), ("label", containers.Label), ("path", folder[file])).Good();
        Assert.Equal([folder[file], target, target], outcome.Text);
        Assert.Equal(file.EndsWith(".tar", StringComparison.Ordinal), File.ReadAllBytes(folder[file])[0] != 0x1f);
        Assert.Equal(TestVolumes.Run(source, Describe), TestVolumes.Run(target, Describe));
        Assert.Single(Directory.GetFiles(folder.Path));
        NoHelperIsLeft();
    }

    [Fact]
    public void The_archive_is_one_that_tar_reads_and_tars_archive_is_taken()
    {
        var source = containers.Filled("plain", "mkdir a; echo 1 >a/b");
        session.Run("Get-ContainerVolume $source | Export-ContainerVolume -Path $path", ("source", source), ("path", folder["plain.tar.gz"])).Good();
        Assert.Equal(["./", "./a/", "./a/b"], Names(folder["plain.tar.gz"]));
        // Without the folder itself, and with names that do not begin with a dot.
        using (var writer = new TarWriter(File.Create(folder["foreign.tar"])))
        {
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "x/y") { DataStream = new MemoryStream("hi"u8.ToArray()) });
        }
        var target = containers.Volume("foreign");
        TestVolumes.Run(target, "echo old >old; mkdir x; echo old >x/y");
        session.Run("Import-ContainerVolume $path $target", ("path", folder["foreign.tar"]), ("target", target)).Good();
        Assert.Equal("./old=old\n./x/y=hi", TestVolumes.Run(target, "for f in $(find . -type f | sort); do echo $f=$(cat $f); done"));
    }

    [Fact]
    public void What_executables_may_do_comes_back_too()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has capabilities of files");
        var (source, target) = (containers.Volume("able"), containers.Volume("able-back"));
        folder.Write("able", "x");
        RoundTrips.Shell(folder.Path, "chmod 755 able");
        Capabilities.Set(folder["able"], Capabilities.BindsPorts);
        var (first, second) = (containers.Create("able-1", "true", "--volume", source + ":/data"), containers.Create("able-2", "true", "--volume", target + ":/data"));
        session.Run("Copy-ContainerItem $folder/able ${first}:/data/able; Export-ContainerVolume $source $folder/able.tar.gz; Import-ContainerVolume $folder/able.tar.gz $target; Copy-ContainerItem ${second}:/data/able $folder/back -Archive",
            ("first", first), ("second", second), ("source", source), ("target", target), ("folder", folder.Path)).Good();
        Assert.Equal(Capabilities.BindsPorts, Capabilities.Get(folder["back"]));
    }

    [Fact]
    public void A_volume_that_is_not_there_is_made_and_files_come_from_the_pipeline()
    {
        var source = containers.Filled("one", "echo 1 >file");
        var (made, piped) = (containers.Name("made"), containers.Name("piped"));
        session.Run(
            """
            Export-ContainerVolume $source $path
            Import-ContainerVolume $path $made
            [System.IO.FileInfo] $path | ForEach-Object { [pscustomobject]@{ PSPath = $_.FullName } } | Import-ContainerVolume -Volume $piped
            """, ("source", source), ("path", folder["one.tar"]), ("made", made), ("piped", piped)).Good();
        Assert.Equal(("1", "1"), (TestVolumes.Run(made, "cat file"), TestVolumes.Run(piped, "cat file")));
        TestEngine.Docker("volume", "rm", made, piped);
    }

    /// <summary>The ninth scenario: every unused volume is backed up and then removed.</summary>
    [Fact]
    public void Volumes_are_removed_only_if_they_have_been_written()
    {
        var (good, bad, used) = (containers.Filled("backup-good", "echo kept >file"), containers.Filled("backup-bad", "echo lost >file"), containers.Volume("backup-used"));
        containers.Create("backup", "exit 0", "--volume", used + ":/data");
        folder.Write(bad + ".tar.gz", "precious");
        var outcome = session.Run("Get-ContainerVolume -Dangling -Label $label | Where-Object Name -like '*-backup-*' | ForEach-Object { $_ | Export-ContainerVolume -Path \"$backup/$($_.Name).tar.gz\" -PassThru | Remove-ContainerVolume }",
            ("label", containers.Label), ("backup", folder.Path));
        Assert.Equal(["FileExists"], outcome.ErrorIds);
        Assert.Equal((false, true, true), (TestVolumes.Inspect(good) is not null, TestVolumes.Inspect(bad) is not null, TestVolumes.Inspect(used) is not null));
        Assert.Equal(["./", "./file"], Names(folder[good + ".tar.gz"]));
        Assert.Equal("precious", File.ReadAllText(folder[bad + ".tar.gz"]));
        NoHelperIsLeft();
    }

    [Fact]
    public void A_volume_in_use_is_refused_suspended_or_taken_as_it_is()
    {
        // Two files that are replaced one after the other, and enough between them for an export to see one old and one new.
        var volume = containers.Filled("busy", "head -c 30000000 /dev/urandom >b");
        var holder = containers.StartReady("busy", "while :; do i=$((i + 1)); echo $i >/data/t; mv /data/t /data/a; echo $i >/data/t; mv /data/t /data/c; touch /ready; done", "--volume", volume + ":/data");
        var paused = containers.Start("paused", "sleep 1000", "--volume", volume + ":/data:ro");
        TestEngine.Docker("pause", paused);
        var outcome = session.Run("Export-ContainerVolume $volume $path; [System.IO.File]::Exists($path); Export-ContainerVolume $volume $path -Suspend; Import-ContainerVolume $path $volume", ("volume", volume), ("path", folder["busy.tar"]));
        Assert.Equal(["False", folder["busy.tar"]], outcome.Text);
        Assert.Equal(["VolumeInUse", "VolumeInUse"], outcome.ErrorIds);
        Assert.Contains($"in use by {holder} (running). -Suspend", outcome.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Contains($"in use by {holder} (running), {paused} (paused).", outcome.Errors[1].Exception.Message, StringComparison.Ordinal);
        Assert.Equal("running paused", TestEngine.Docker("inspect", "--format", "{{.State.Status}}", holder, paused).Replace('\n', ' '));
        var (a, c) = (Number("a"), Number("c"));
        Assert.InRange(a - c, 0, 1);
        var now = (DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000m).ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal("pause unpause", string.Join(' ', TestEngine.Docker("events", "--since", "1h", "--until", now, "--filter", "container=" + holder, "--filter", "event=pause", "--filter", "event=unpause", "--format", "{{.Action}}").Split('\n')));

        outcome = session.Run("Export-ContainerVolume $volume $path -Force; Import-ContainerVolume $path $volume -Force").Good();
        Assert.Contains($"exported while it is in use by {holder}:", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
        NoHelperIsLeft();

        int Number(string name) => int.Parse(Content(folder["busy.tar"], "./" + name), System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Stopping_is_at_once_and_leaves_neither_a_helper_nor_a_file_nor_a_suspended_container()
    {
        var volume = containers.Filled("large", "head -c 400000000 /dev/zero >zeros");
        var holder = containers.Start("large", "sleep 1000", "--volume", volume + ":/data");
        session.StopsAtOnce("'begun'; Export-ContainerVolume $volume $path -Suspend", 1, ("volume", volume), ("path", folder["stopped.tar.gz"]));
        Assert.Equal("running", TestEngine.Docker("inspect", "--format", "{{.State.Status}}", holder));
        Assert.Empty(Directory.GetFiles(folder.Path));
        NoHelperIsLeft();
    }

    [Fact]
    public void Stopping_an_import_leaves_neither_a_helper_nor_a_volume_that_it_made()
    {
        using (var file = new GZipStream(File.Create(folder["large.tar.gz"]), CompressionLevel.Fastest))
        using (var writer = new TarWriter(file))
        {
            for (var i = 0; i < 20; i++) writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, $"zeros{i}") { DataStream = new MemoryStream(new byte[100_000_000]) });
        }
        var name = containers.Name("stopped");
        session.StopsAtOnce("'begun'; Import-ContainerVolume $path $name", 1, ("path", folder["large.tar.gz"]), ("name", name));
        NoHelperIsLeft();
        Assert.Null(TestVolumes.Inspect(name));
    }

    [Theory]
    [InlineData("Export-ContainerVolume $none $path", "VolumeNotFound")]
    [InlineData("Export-ContainerVolume $name \"$path/no/where.tar\"", "FileUnwritable")]
    [InlineData("Export-ContainerVolume $name ([IO.Path]::GetTempPath())", "FileUnwritable")]
    [InlineData("Export-ContainerVolume $name ($path -replace 'tar$', 'zip')", "ArchiveFormatUnknown")]
    [InlineData("Import-ContainerVolume $path $none", "FileNotFound")]
    [InlineData("Import-ContainerVolume $path '*'", "VolumeNameInvalid")]
    public void Nothing_is_written_where_something_is_wrong(string script, string id)
    {
        var outcome = session.Run(script, ("name", containers.Volume("wrong")), ("none", containers.Name("none")), ("path", folder["wrong.tar"]));
        Assert.Equal([id], outcome.ErrorIds);
        Assert.Empty(Directory.GetFiles(folder.Path));
        Assert.Null(TestVolumes.Inspect(containers.Name("none")));
    }

    [Fact]
    public void A_script_block_names_a_file_for_each_and_one_file_for_several_is_refused()
    {
        string[] names = [containers.Filled("many-1", "echo 1 >f"), containers.Filled("many-2", "echo 2 >f")];
        var outcome = session.Run("$names | Export-ContainerVolume -Path { \"$folder/$_.tar\" }; Export-ContainerVolume $names \"$folder/all.tar\" -Force", ("names", names), ("folder", folder.Path));
        Assert.Equal([folder[names[0] + ".tar"], folder[names[1] + ".tar"], folder["all.tar"]], outcome.Text);
        Assert.Equal(["PathRepeated"], outcome.ErrorIds);
        Assert.Equal(("2\n", "1\n"), (Content(folder[names[1] + ".tar"], "./f"), Content(folder["all.tar"], "./f")));
    }

    [Fact]
    public void A_file_that_is_no_archive_is_refused_and_leaves_no_volume()
    {
        var source = containers.Filled("cut", "head -c 200000 /dev/urandom >file");
        session.Run("Export-ContainerVolume $source $plain; Export-ContainerVolume $source $packed", ("source", source), ("plain", folder["whole.tar"]), ("packed", folder["whole.tar.gz"])).Good();
        File.WriteAllBytes(folder["cut.tar"], File.ReadAllBytes(folder["whole.tar"])[..100_000]);
        File.WriteAllBytes(folder["cut.tar.gz"], File.ReadAllBytes(folder["whole.tar.gz"])[..100_000]);
        File.WriteAllBytes(folder["empty.tar"], []);
        folder.Write("text.tar", new string('x', 5000));
        using (var writer = new TarWriter(File.Create(folder["climbs.tar"]))) writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "../../climbed") { DataStream = new MemoryStream("x"u8.ToArray()) });
        var name = containers.Name("bad");
        foreach (var file in new[] { "cut.tar", "cut.tar.gz", "empty.tar", "text.tar", "climbs.tar" })
        {
            var error = Assert.Single(session.Run("Import-ContainerVolume $path $name", ("path", folder[file]), ("name", name)).Errors);
            Assert.Equal((file, "VolumeArchiveInvalid", ErrorCategory.InvalidData, folder[file]), (file, error.FullyQualifiedErrorId.Split(',')[0], error.CategoryInfo.Category, error.TargetObject));
            Assert.Null(TestVolumes.Inspect(name));
        }
        NoHelperIsLeft();
    }

    [Fact]
    public void WhatIf_changes_nothing_and_progress_is_told_and_ended()
    {
        var volume = containers.Filled("progress", "head -c 150000000 /dev/zero >zeros");
        session.Run("Export-ContainerVolume $volume $path -WhatIf; Import-ContainerVolume $path $none -WhatIf", ("volume", volume), ("path", folder["progress.tar.gz"]), ("none", containers.Name("none"))).Good();
        Assert.Empty(Directory.GetFiles(folder.Path));
        var progress = session.Run("Export-ContainerVolume $volume $path; Import-ContainerVolume $path $volume").Good().Progress.Where(p => p.Activity.Contains("progress.tar.gz", StringComparison.Ordinal)).ToList();
        Assert.Contains(progress, p => p.StatusDescription.Contains(" MB", StringComparison.Ordinal));
        foreach (var activity in progress.GroupBy(p => p.Activity)) Assert.Equal(ProgressRecordType.Completed, activity.Last().RecordType);
    }

    private static IEnumerable<string> Names(string path) => Entries(path).Select(entry => entry.Name);

    private static string Content(string path, string name)
    {
        using var reader = new StreamReader(Entries(path).Single(entry => entry.Name == name).DataStream!, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static List<TarEntry> Entries(string path)
    {
        using var file = File.OpenRead(path);
        using var reader = new TarReader(path.EndsWith(".tar", StringComparison.Ordinal) ? file : new GZipStream(file, CompressionMode.Decompress));
        var entries = new List<TarEntry>();
        while (reader.GetNextEntry(copyData: true) is { } entry) entries.Add(entry);
        return entries;
    }

    /// <summary>Another test run on the same engine may have one for a moment.</summary>
    private static void NoHelperIsLeft()
    {
        static string Helpers(string kind) => TestEngine.Docker(kind, "ls", "--all", "--quiet", "--filter", "label=containertools.helper=volume");
        for (var i = 0; i < 100 && Helpers("container") + Helpers("image") is { Length: > 0 }; i++) Thread.Sleep(50);
        Assert.Equal(("", ""), (Helpers("container"), Helpers("image")));
    }
}
