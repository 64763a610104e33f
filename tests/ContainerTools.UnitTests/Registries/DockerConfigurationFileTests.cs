using System.Text.Json.Nodes;
using ContainerTools.Engine;
using CsCheck;

namespace ContainerTools.UnitTests.Registries;

public sealed class DockerConfigurationFileTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TestScripts scripts = new();

    public void Dispose() => scripts.Dispose();

    private static bool Mark(JsonObject settings)
    {
        settings["marked"] = true;
        return true;
    }

    [Fact]
    public void A_new_file_is_for_its_owner_alone()
    {
        DockerConfigurationFile.Edit(scripts.ConfigFile, Mark);
        Assert.Equal("{\n\t\"marked\": true\n}", File.ReadAllText(scripts.ConfigFile));
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(Owner, File.GetUnixFileMode(scripts.ConfigFile));
        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(scripts.ConfigFile)!));
    }

    [Fact]
    public void An_empty_file_is_one_without_settings()
    {
        scripts.Configure("");
        Assert.Null(DockerConfiguration.Read(scripts.Variable).CurrentContext);
        DockerConfigurationFile.Edit(scripts.ConfigFile, Mark);
        Assert.Contains("marked", File.ReadAllText(scripts.ConfigFile), StringComparison.Ordinal);
    }

    [Fact]
    public void The_mode_stays()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("There are no such modes on Windows.");
            return;
        }
        scripts.Configure("{}");
        var mode = Owner | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead;
        File.SetUnixFileMode(scripts.ConfigFile, mode);
        DockerConfigurationFile.Edit(scripts.ConfigFile, Mark);
        Assert.Equal(mode, File.GetUnixFileMode(scripts.ConfigFile));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_link_stays_one_also_to_a_file_that_is_not_there_yet(bool isThere)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Links need rights of their own on Windows.");
        Directory.CreateDirectory(Path.GetDirectoryName(scripts.ConfigFile)!);
        var real = Path.Combine(scripts.Folder, "real.json");
        var between = Path.Combine(scripts.Folder, "between.json");
        if (isThere) File.WriteAllText(real, "{\"a\":1}");
        File.CreateSymbolicLink(between, "real.json");
        File.CreateSymbolicLink(scripts.ConfigFile, "../between.json");
        Assert.Null(DockerConfiguration.Read(scripts.Variable).CurrentContext);
        DockerConfigurationFile.Edit(scripts.ConfigFile, Mark);
        Assert.Equal("../between.json", new FileInfo(scripts.ConfigFile).LinkTarget);
        Assert.Equal("real.json", new FileInfo(between).LinkTarget);
        var settings = JsonNode.Parse(File.ReadAllText(real))!.AsObject();
        Assert.True((bool)settings["marked"]!);
        Assert.Equal(isThere, settings.ContainsKey("a"));
    }

    [Theory]
    [InlineData("{ not json")]
    [InlineData("[]")]
    [InlineData("{\"auths\":{\"a\":{},\"a\":{}}}")]
    public void A_file_that_is_not_understood_is_left_alone(string text)
    {
        scripts.Configure(text);
        var failure = Assert.Throws<EngineException>(() => DockerConfigurationFile.Edit(scripts.ConfigFile, Mark));
        Assert.Equal("ConfigurationUnreadable", failure.ErrorId);
        Assert.Contains(scripts.ConfigFile, failure.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(scripts.ConfigFile));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(scripts.ConfigFile)!));
    }

    [Fact]
    public void What_is_not_changed_is_not_written()
    {
        scripts.Configure("{ }");
        DockerConfigurationFile.Edit(scripts.ConfigFile, _ => false);
        Assert.Equal("{ }", File.ReadAllText(scripts.ConfigFile));
    }

    [Fact]
    public void A_folder_that_cannot_be_is_an_error()
    {
        File.WriteAllText(Path.Combine(scripts.Folder, "docker"), "a file");
        Assert.Equal("ConfigurationUnwritable", Assert.Throws<EngineException>(() => DockerConfigurationFile.Edit(scripts.ConfigFile, Mark)).ErrorId);
    }

    [Fact]
    public void Everything_else_stays_as_it_is()
    {
        var name = Gen.String[Gen.Char["aB-. üñ€\"\\/<&\t\n"], 1, 12];
        var value = Gen.OneOf(
            name.Select(text => (JsonNode)JsonValue.Create(text)), Gen.Int.Select(number => (JsonNode)JsonValue.Create(number)),
            Gen.Int[0, 4].Select(i => new[] { "1.50", "1e3", "12345678901234567890", "true", "null" }[i]).Select(text => JsonNode.Parse($"[{text}]")!));
        var deep = Gen.Dictionary(name, value)[0, 5].Select(Node);
        Gen.Dictionary(name, Gen.OneOf(value, deep))[0, 6].Select(Node).Sample(settings =>
        {
            var before = settings.ToJsonString();
            scripts.Configure(before);
            DockerConfigurationFile.Edit(scripts.ConfigFile, root =>
            {
                root["auths"] = new JsonObject { ["registry.example"] = new JsonObject { ["auth"] = "YTpi" } };
                return true;
            });
            var after = JsonNode.Parse(File.ReadAllText(scripts.ConfigFile))!.AsObject();
            Assert.Equal("YTpi", (string)after["auths"]!["registry.example"]!["auth"]!);
            after.Remove("auths");
            Assert.Equal(before, after.ToJsonString());
        }, iter: 100, threads: 1);

        static JsonNode Node(Dictionary<string, JsonNode> members)
        {
            var node = new JsonObject();
            foreach (var (key, member) in members) node[key] = member.DeepClone();
            return node;
        }
    }
}
