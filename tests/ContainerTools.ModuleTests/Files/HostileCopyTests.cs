using System.Formats.Tar;
using ContainerTools.FaultEngine;

namespace ContainerTools.ModuleTests.Files;

/// <summary>Archives of an engine that lies. The unit tests have many more; these go through the cmdlet.</summary>
public sealed class HostileCopyTests(PowerShellSession session) : IClassFixture<PowerShellSession>, IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static PaxTarEntry File(string name) => new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream("bad"u8.ToArray()) };

    private static PaxTarEntry Link(string name, string target, TarEntryType type = TarEntryType.SymbolicLink) => new(type, name) { LinkName = target };

    /// <summary>An engine with one container, <c>evil</c>, whose every path is a directory with that in it.</summary>
    private static ScriptedEngine Engine(Action<TarWriter> write)
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, leaveOpen: true)) write(writer);
        var stat = Convert.ToBase64String("""{"name":"data","size":0,"mode":2147484141,"mtime":"2024-01-01T00:00:00Z","linkTarget":""}"""u8);
        return new ScriptedEngine()
            .When("GET /containers/evil/json").Answer(Answer.Json("""{"Id":"e0e0","Name":"/evil","State":{"Status":"exited"},"Config":{},"HostConfig":{}}"""))
            .When("* /containers/*/archive").Answer(Answer.Stream(archive.ToArray(), "application/x-tar").With("X-Docker-Container-Path-Stat: " + stat));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Archive")]
    public void Nothing_is_written_outside_each_refusal_names_its_entry_and_the_rest_is_there(string parameter)
    {
        folder.Write("secret", "precious");
        Directory.CreateDirectory(folder["in"]);
        using var engine = Engine(tar =>
        {
            tar.WriteEntry(File("../secret"));
            tar.WriteEntry(File(folder["absolute"]));
            tar.WriteEntry(Link("up", ".."));
            tar.WriteEntry(File("up/secret"));
            tar.WriteEntry(Link("hard", "../secret", TarEntryType.HardLink));
            tar.WriteEntry(new PaxTarEntry(TarEntryType.CharacterDevice, "null") { DeviceMajor = 1, DeviceMinor = 3 });
            tar.WriteEntry(Link("swapped", folder["secret"]));
            tar.WriteEntry(File("swapped"));
            tar.WriteEntry(File("good"));
        });
        var outcome = session.Run($"Copy-ContainerItem evil:/data/. $folder/in -EngineHost $engine {parameter}", ("folder", folder.Path), ("engine", engine.Address));
        Assert.Equal(["ArchiveEntryRefused"], outcome.ErrorIds.Distinct());
        Assert.Equal(["../secret", folder["absolute"], "up/secret", "hard", "null"], outcome.Errors.Select(e => e.TargetObject.ToString()));
        Assert.Equal([folder["in"], folder["secret"]], Directory.GetFileSystemEntries(folder.Path).Order(StringComparer.Ordinal));
        Assert.Equal("precious", System.IO.File.ReadAllText(folder["secret"]));
        Assert.Equal(["good", "swapped", "up"], Directory.GetFileSystemEntries(folder["in"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(("bad", null), (System.IO.File.ReadAllText(folder["in/swapped"]), new FileInfo(folder["in/swapped"]).LinkTarget));
    }

    [Fact]
    public void What_a_hostile_container_tells_is_shown_without_its_control_characters()
    {
        using var engine = Engine(tar => tar.WriteEntry(File("../\u001b[2Jx")));
        var outcome = session.Run("Copy-ContainerItem evil:/data/. $folder -EngineHost $engine", ("folder", folder.Path), ("engine", engine.Address));
        Assert.DoesNotContain('\u001b', Assert.Single(outcome.Errors).Exception.Message);
    }
}
