namespace ContainerTools.ModuleTests.Files;

/// <summary>What happens on the way: progress, stopping, and connections that break.</summary>
public sealed class CopyTransferTests(PowerShellSession session, TestContainers containers, CopyTransferTests.Large large)
    : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>, IClassFixture<CopyTransferTests.Large>, IDisposable
{
    private const int Size = 300_000_000;

    private readonly TestFolder folder = new();

    /// <summary>A container with a large file in <c>/large</c>, and a file before and one behind it.</summary>
    public sealed class Large : IDisposable
    {
        private readonly TestContainers containers = new();
        private readonly Lazy<string> name;

        public Large() => name = new Lazy<string>(() => containers.Stopped("large", $"mkdir /d; echo 1 > /d/a; yes | head -c {Size} > /d/m; echo 2 > /d/z"));

        public string Name => name.Value;

        public void Dispose() => containers.Dispose();
    }

    public void Dispose() => folder.Dispose();

    private void MakeLarge()
    {
        Directory.CreateDirectory(folder["d"]);
        folder.Write("d/a", "1");
        RoundTrips.Shell(folder.Path, $"yes 2> /dev/null | head -c {Size} > d/m; echo 2 > d/z");
    }

    private static void WaitUntilOnly(string path, params string[] names)
    {
        string?[] Left() => [.. Directory.GetFileSystemEntries(path).Select(Path.GetFileName).Order(StringComparer.Ordinal)];
        for (var i = 0; i < 200 && Left().Length > names.Length; i++) Thread.Sleep(20);
        Assert.Equal(names, Left());
    }

    [Fact]
    public void Progress_is_told_in_bytes_both_ways_and_ended_once()
    {
        MakeLarge();
        var name = containers.Create("progress");
        var outcome = session.Run("Copy-ContainerItem $folder/d/m ${name}:/in; Copy-ContainerItem ${large}:/d $folder/out", ("name", name), ("large", large.Name), ("folder", folder.Path)).Good();
        foreach (var (activity, text) in new[] { ($"Copying {folder["d/m"]} to {name}:/in", " MB of 300.0 MB"), ($"Copying {large.Name}:/d to {folder["out"]}", " MB") })
        {
            var records = outcome.Progress.Where(p => p.Activity == activity).ToList();
            Assert.Contains(records, p => p.StatusDescription.Contains(text, StringComparison.Ordinal));
            Assert.Single(records, p => p.RecordType == ProgressRecordType.Completed);
        }
    }

    [Fact]
    public void Stopping_is_at_once_and_leaves_no_part_of_a_file()
    {
        MakeLarge();
        folder.Write("out", "as it was");
        var name = containers.Create("stop");
        var variables = new (string, object?)[] { ("name", name), ("large", large.Name), ("folder", folder.Path) };
        session.StopsAtOnce("'begun'; Copy-ContainerItem ${large}:/d/m $folder/out", 1, variables);
        WaitUntilOnly(folder.Path, "d", "out");
        Assert.Equal("as it was", File.ReadAllText(folder["out"]));
        session.StopsAtOnce("'begun'; Copy-ContainerItem $folder/d/m ${name}:/in", 1, variables);
        session.StopsAtOnce("'begun'; Copy-ContainerItem ${large}:/d ${name}:/across", 1, variables);
        // The engine lets go of the containers.
        Assert.Equal(["True", "True"], session.Run("$name, $large | Test-ContainerPath -Path /bin", variables).Good().Text);
    }

    [Fact]
    public void A_connection_that_breaks_on_the_way_out_is_told_with_what_is_missing()
    {
        Directory.CreateDirectory(folder["d"]);
        folder.Write("d/m", "as it was");
        using var proxy = new FaultProxy(TestEngine.Host);
        proxy.When("GET /containers/*/archive").CutAnswerAfter(Size / 3);
        var outcome = session.Run("Copy-ContainerItem ${large}:/d $folder -EngineHost $proxy", ("large", large.Name), ("folder", folder.Path), ("proxy", proxy.Address));
        Assert.Equal(["CopyIncomplete"], outcome.ErrorIds);
        Assert.Contains("'./m'", outcome.Errors[0].Exception.Message, StringComparison.Ordinal);
        WaitUntilOnly(folder["d"], "a", "m");
        Assert.Equal(("1\n", "as it was"), (File.ReadAllText(folder["d/a"]), File.ReadAllText(folder["d/m"])));
    }

    [Fact]
    public void A_connection_that_breaks_on_the_way_in_is_told_with_what_may_be_cut_off()
    {
        MakeLarge();
        var name = containers.Create("cut-in");
        using var proxy = new FaultProxy(TestEngine.Host);
        proxy.When("PUT /containers/*/archive").CutRequestAfter(Size / 3);
        var outcome = session.Run("Copy-ContainerItem $folder/d ${name}:/ -EngineHost $proxy", ("name", name), ("folder", folder.Path), ("proxy", proxy.Address));
        Assert.Equal(["CopyIncomplete"], outcome.ErrorIds);
        Assert.Contains("'d/m'", outcome.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["True", "False"], session.Run("Test-ContainerPath $name /d/a, /d/z", ("name", name)).Good().Text);
    }

    [Fact]
    public void A_source_that_breaks_on_the_way_to_another_container_is_no_success()
    {
        var name = containers.Create("cut-across");
        using var proxy = new FaultProxy(TestEngine.Host);
        proxy.When("GET /containers/*/archive").CutAnswerAfter(Size / 3);
        var outcome = session.Run("$from = Get-Container $large -EngineHost $proxy; $from | Copy-ContainerItem -Path /d -ToContainer (Get-Container $name) -Destination /", ("name", name), ("large", large.Name), ("proxy", proxy.Address));
        Assert.Equal(["CopyIncomplete"], outcome.ErrorIds);
        Assert.Contains("'./m'", outcome.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["False"], session.Run("Test-ContainerPath $name /d/z", ("name", name)).Good().Text);
    }

    [Fact]
    public void Memory_stays_what_it_was_however_large_the_file_is()
    {
        MakeLarge();
        var name = containers.Create("memory");
        var shell = ShellProcess.Command($$"""
            Import-Module '{{TestEngine.Manifest}}'
            Copy-ContainerItem '{{folder["d/a"]}}' {{name}}:/warm; Copy-ContainerItem {{name}}:/warm '{{folder["warm"]}}'
            $before = [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64
            Copy-ContainerItem '{{folder["d/m"]}}' {{name}}:/in; Copy-ContainerItem {{name}}:/in '{{folder["out"]}}'; Copy-ContainerItem {{name}}:/in {{large.Name}}:/copy
            [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 - $before
            """).Good();
        Assert.InRange(long.Parse(shell.Lines[^1], System.Globalization.CultureInfo.InvariantCulture), 0, 64 * 1024 * 1024);
        Assert.Equal(Size, new FileInfo(folder["out"]).Length);
    }
}
