using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using ContainerTools.Engine;
using ContainerTools.Engine.Contexts;
using ContainerTools.Engine.Tar;

namespace ContainerTools.UnitTests.Engine.Contexts;

public sealed class ContextArchiveTests : IDisposable
{
    private const string Description = """{"Name":"prod","Metadata":{"Description":"The \"real\" one"},"Endpoints":{"docker":{"Host":"tcp://prod:2376"},"kubernetes":{"DefaultNamespace":"n"}}}""";

    private readonly ConfigurationFolder docker = new();

    private ContextStore Store => DockerConfiguration.Read(docker.Environment).Contexts;

    public void Dispose() => docker.Dispose();

    [Fact]
    public void What_is_written_is_read_again()
    {
        using var bytes = new MemoryStream();
        new ContextArchive((JsonObject)JsonNode.Parse(Description)!, [new("docker", "ca.pem", [1, 2]), new("docker", "key.pem", new byte[1000]), new("kubernetes", "ca.pem", [])]).Write(bytes);
        bytes.Position = 0;
        var read = ContextArchive.Read(bytes, "x");
        Assert.Equal(JsonNode.Parse(Description)!.ToJsonString(), read.Description.ToJsonString());
        Assert.Equal(["docker ca.pem 2", "docker key.pem 1000", "kubernetes ca.pem 0"], read.Tls.Select(file => $"{file.Endpoint} {file.Name} {file.Content.Length}"));
    }

    [Fact]
    public void What_this_module_does_not_know_of_a_context_goes_along()
    {
        Store.Import("other", Tar(("meta.json", Description), ("tls/docker/ca.pem", "a"), ("tls/kubernetes/ca.pem", "b")), "x");
        var exported = Store.Export("other");
        Assert.Equal(Description.Replace("\"prod\"", "\"other\"", StringComparison.Ordinal), exported.Description.ToJsonString(ContextStore.Layout));
        Assert.Equal(["docker ca.pem a", "kubernetes ca.pem b"], exported.Tls.Select(file => $"{file.Endpoint} {file.Name} {Encoding.UTF8.GetString(file.Content)}"));
    }

    [Fact]
    public void A_zip_archive_is_one_too()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("tls/");
            foreach (var (name, content) in new[] { ("meta.json", Description), ("tls/docker/key.pem", "k") })
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(content);
            }
        }
        bytes.Position = 0;
        Assert.Equal("key.pem", Assert.Single(ContextArchive.Read(bytes, "x").Tls).Name);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("/etc/passwd")]
    [InlineData("tls/docker/../../x")]
    [InlineData("tls/docker/..")]
    [InlineData("tls/../x")]
    [InlineData("tls/docker/a\\b")]
    [InlineData("tls/docker/c:x")]
    [InlineData("tls/docker")]
    [InlineData("tls/docker/")]
    [InlineData("tls//x")]
    [InlineData("tls/docker/deep/ca.pem")]
    [InlineData("readme")]
    public void What_does_not_belong_there_is_refused(string name) =>
        Assert.Equal("ContextArchiveInvalid", Assert.Throws<EngineException>(() => Tar(("meta.json", Description), (name, "x"))).ErrorId);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"a":1,"a":2}""")]
    public void A_description_that_is_none_is_refused(string description) =>
        Assert.Equal("ContextArchiveInvalid", Assert.Throws<EngineException>(() => Tar(("meta.json", description))).ErrorId);

    [Fact]
    public void Without_a_description_there_is_no_context() =>
        Assert.Contains("meta.json", Assert.Throws<EngineException>(() => Tar(("tls/docker/ca.pem", "x"))).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_too_long_is_refused_packed_or_unpacked()
    {
        Assert.Contains("10 MiB", Assert.Throws<EngineException>(() => ContextArchive.Read(new MemoryStream(new byte[ContextArchive.Largest + 1]), "x")).Message, StringComparison.Ordinal);
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i < 3; i++)
            {
                using var entry = zip.CreateEntry($"tls/docker/{i}").Open();
                entry.Write(new byte[4 * 1024 * 1024]);
            }
        }
        bytes.Position = 0;
        Assert.Contains("10 MiB", Assert.Throws<EngineException>(() => ContextArchive.Read(bytes, "x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_that_is_cut_off_is_refused()
    {
        using var bytes = new MemoryStream();
        new ContextArchive((JsonObject)JsonNode.Parse(Description)!, [new("docker", "key.pem", new byte[5000])]).Write(bytes);
        Assert.Equal("ContextArchiveInvalid", Assert.Throws<EngineException>(() => ContextArchive.Read(new MemoryStream(bytes.ToArray()[..4000]), "x")).ErrorId);
    }

    [Fact]
    public void What_docker_leaves_out_at_the_end_is_not_missed()
    {
        using var bytes = new MemoryStream();
        new ContextArchive((JsonObject)JsonNode.Parse(Description)!, [new("docker", "key.pem", new byte[100])]).Write(bytes);
        var header = bytes.ToArray().AsSpan().LastIndexOf("tls/docker/key.pem"u8);
        Assert.Equal(100, Assert.Single(ContextArchive.Read(new MemoryStream(bytes.ToArray()[..(header + 512 + 100)]), "x").Tls).Content.Length);
        Assert.Throws<EngineException>(() => ContextArchive.Read(new MemoryStream(bytes.ToArray()[..(header + 512 + 99)]), "x"));
    }

    [Fact]
    public void A_description_without_an_engine_leaves_nothing()
    {
        var archive = Tar(("meta.json", """{"Name":"prod","Endpoints":{}}"""), ("tls/docker/key.pem", "k"));
        Assert.Equal("ContextInvalid", Assert.Throws<EngineException>(() => Store.Import("prod", archive, "x")).ErrorId);
        Assert.False(Store.Exists("prod"));
        Assert.False(Store.Remove("prod"));
    }

    private static ContextArchive Tar(params (string Name, string Content)[] files)
    {
        using var bytes = new MemoryStream();
        var writer = new TarStreamWriter(bytes);
        foreach (var (name, content) in files)
        {
            var encoded = Encoding.UTF8.GetBytes(content);
            writer.Begin(new TarEntry(name, TarEntryType.File, encoded.Length, encoded.Length));
            writer.Write(encoded);
        }
        writer.End();
        bytes.Position = 0;
        return ContextArchive.Read(bytes, "x");
    }
}
