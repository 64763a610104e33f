using System.Globalization;
using System.Text.Json;
using ContainerTools.FaultEngine;

namespace ContainerTools.ModuleTests.Hosts;

[Collection(PrivateEngineCollection.Name)]
public sealed class GetContainerDiskUsageTests(PrivateEngine engine, PowerShellSession session) : IClassFixture<PowerShellSession>
{
    [Fact]
    public void Its_figures_are_dockers()
    {
        var mark = "d" + Guid.NewGuid().ToString("n")[..8];
        engine.Docker("run", "--detach", "--init", "--name", mark + "-run", "--volume", mark + "-used:/data", TestEngine.Image, "sh", "-c", "head -c 30000 /dev/zero >/file; head -c 4000 /dev/zero >/data/file; sleep 1000");
        engine.Docker("run", "--name", mark + "-end", TestEngine.Image, "sh", "-c", "head -c 7000 /dev/zero >/file");
        engine.Docker("volume", "create", mark + "-free");
        engine.Docker("commit", mark + "-end", mark + ":unused");
        try
        {
            for (var i = 0; i < 100 && !engine.Docker("exec", mark + "-run", "ls", "/data").Contains("file", StringComparison.Ordinal); i++) Thread.Sleep(50);
            var docker = engine.Docker("system", "df", "--format", "{{json .}}").Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
            var ours = session.Run("Get-ContainerDiskUsage -EngineHost $engine", ("engine", engine.Host)).Good().Output;
            Assert.Equal(["Image", "Container", "Volume", "BuildCache"], ours.Select(usage => usage.ToString()));
            for (var i = 0; i < 4; i++)
            {
                string Theirs(string property) => docker[i].GetProperty(property).GetString()!;
                object Ours(string property) => ours[i].Properties[property].Value;
                Assert.Equal((Theirs("Type"), Theirs("TotalCount"), Theirs("Active"), Theirs("Size")), (Theirs("Type"), $"{Ours("TotalCount")}", $"{Ours("Active")}", Human((long)Ours("Size"))));
                // Clients of docker before version 29 add to the images' figure what images in use share.
                if (i > 0) Assert.Equal(Theirs("Reclaimable").Split(' ')[0], Human((long)Ours("Reclaimable")));
            }
            var items = session.Run("(Get-ContainerDiskUsage Image, Container, Volume -EngineHost $engine).Items | Where-Object Name -like \"$mark*\" | ForEach-Object { \"$($_.Type) $_ $($_.Size - $_.SharedSize) $($_.Active)\" }", ("mark", mark)).Good().Text;
            Assert.Equal([$"Container {mark}-end 7000 False", $"Container {mark}-run 30000 True", $"Image {mark}:unused 7000 False", $"Volume {mark}-free 0 False", $"Volume {mark}-used 4000 True"], items.Order(StringComparer.Ordinal));
            Assert.True((long)ours[0].Properties["Reclaimable"].Value >= 7000);
        }
        finally
        {
            engine.Docker("rm", "--force", mark + "-run", mark + "-end");
            engine.Docker("volume", "rm", mark + "-used", mark + "-free");
            engine.Docker("rmi", mark + ":unused");
        }
    }

    [Fact]
    public void Single_kinds_are_asked_for_and_an_older_engine_says_that_it_measures_all()
    {
        var outcome = session.Run("Get-ContainerDiskUsage -Type Volume -EngineHost $engine -Verbose; Get-ContainerDiskUsage Container -EngineHost $engine -Verbose; Get-ContainerDiskUsage Network -EngineHost $engine", ("engine", engine.Host));
        Assert.Equal(["Volume", "Container"], outcome.Text);
        Assert.Equal(["ParameterArgumentValidationError"], outcome.ErrorIds);
        var version = Version.Parse(engine.Docker("version", "--format", "{{.Server.APIVersion}}"));
        Assert.Equal(version < new Version(1, 42) ? 1 : 0, outcome.Verbose.Count(line => line.Contains("measures everything", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Get-ContainerDiskUsage -EngineHost $peer", "Measuring what")]
    [InlineData("Clear-ContainerHost -Include Volume -WhatIf -EngineHost $peer", "Finding what nothing uses on")]
    public void An_engine_that_measures_for_long_is_shown_to_be_at_it_and_let_go_of_at_once(string script, string activity)
    {
        const string nothing = """{"Images":[],"Containers":[],"Volumes":[],"BuildCache":[]}""";
        using var peer = new ScriptedEngine("1.51")
            .When("GET /containers/json").Answer(Answer.Json("[]"))
            .When("GET /volumes").Answer(Answer.Json("""{"Volumes":[]}"""))
            .When("GET /system/df").Answer(Answer.Json(nothing).After(TimeSpan.FromSeconds(1)), Answer.Json(nothing).After(TimeSpan.FromMinutes(1)));
        var records = session.Run(script, ("peer", peer.Address)).Good().Progress.Where(record => record.Activity.StartsWith(activity, StringComparison.Ordinal)).ToList();
        Assert.Equal([ProgressRecordType.Processing, ProgressRecordType.Completed], records.Select(record => record.RecordType));
        session.StopsAtOnce("'begun'; " + script, 1, ("peer", peer.Address));
    }

    [Fact]
    public void An_engine_that_measures_or_clears_for_somebody_else_is_waited_for()
    {
        using var peer = new ScriptedEngine().When("GET /system/df").Answer(
            Answer.Json(500, """{"message":"a disk usage operation is already running"}"""), Answer.Json("""{"LayersSize":42,"Images":[],"Containers":[],"Volumes":[],"BuildCache":[]}"""));
        Assert.Equal(["42"], session.Run("(Get-ContainerDiskUsage Image -EngineHost $peer).Size", ("peer", peer.Address)).Good().Text);
        Assert.Equal(2, peer.Requests.Count(request => request.Line.Contains("/system/df", StringComparison.Ordinal)));
        peer.When("POST /networks/prune").Answer(Answer.Json(409, """{"message":"a prune operation is already running"}"""), Answer.Json("""{"NetworksDeleted":["old"]}"""));
        Assert.Equal(["old"], session.Run("(Clear-ContainerHost -Include Network -Force -EngineHost $peer).Deleted", ("peer", peer.Address)).Good().Text);
    }

    [Fact]
    public void A_table_shows_what_can_be_reclaimed()
    {
        var table = ShellProcess.Command($"Import-Module '{TestEngine.Manifest}'; Get-ContainerDiskUsage -EngineHost {engine.Host}").Good().Output;
        Assert.Matches(@"Type +Total +Active +Size +Reclaimable\s+[\s-]+Image +\d+ +\d+ +[\d.]+\w*B +[\d.]+\w*B \(\d+%\)", table);
    }

    /// <summary>A size as docker prints it: four significant digits.</summary>
    private static string Human(long bytes)
    {
        string[] units = ["B", "kB", "MB", "GB", "TB"];
        var (value, unit) = ((double)bytes, 0);
        for (; value >= 1000; unit++) value /= 1000;
        return value.ToString("G4", CultureInfo.InvariantCulture) + units[unit];
    }
}
