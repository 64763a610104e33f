using System.Text;
using System.Text.Json.Nodes;
using ContainerTools.Engine;
using ContainerTools.Engine.Contexts;

namespace ContainerTools.UnitTests.Engine.Contexts;

public sealed class ContextStoreTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly ConfigurationFolder docker = new();

    private ContextStore Store => DockerConfiguration.Read(docker.Environment).Contexts;

    public void Dispose() => docker.Dispose();

    private static TlsMaterial Files(string? authority, string? certificate = null, string? key = null) => new()
    {
        Origin = "a test",
        Authority = authority is null ? null : Encoding.UTF8.GetBytes(authority),
        Certificate = certificate is null ? null : Encoding.UTF8.GetBytes(certificate),
        Key = key is null ? null : Encoding.UTF8.GetBytes(key),
    };

    [Fact]
    public void What_is_written_is_read_again()
    {
        var written = Store.Write("prod", "The \"real\" one: größer", "tcp://host:2376", skipTlsVerify: true, Files("a", "c", "k"));
        Assert.Equal(written, Store.Get("prod"));
        Assert.Equal(("prod", "The \"real\" one: größer", "tcp://host:2376", true, true), (written.Name, written.Description, written.Host, written.SkipTlsVerify, written.UsesTls));
        Assert.Equal("k", File.ReadAllText(Path.Combine(written.TlsFolder!, "key.pem")));
        Assert.Equal([written], Store.List(e => Assert.Fail(e.Message)));
    }

    [Fact]
    public void The_files_of_TLS_are_for_their_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows knows no such modes.");
        if (OperatingSystem.IsWindows()) return;
        var written = Store.Write("prod", null, "tcp://host:2376", skipTlsVerify: false, Files("a", "c", "k"));
        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(written.TlsFolder!));
        var files = Directory.GetFiles(written.TlsFolder!);
        Assert.Equal(3, files.Length);
        foreach (var file in files) Assert.Equal(Owner, File.GetUnixFileMode(file));
    }

    [Fact]
    public void Other_files_and_settings_of_a_context_stay()
    {
        docker.ContextFile("mixed", """{"Name":"mixed","Metadata":{"Description":"old","More":{"a":1}},"Endpoints":{"docker":{"Host":"tcp://old:1","SkipTLSVerify":false,"New":2},"other":{"x":"y"}},"Top":[1]}""");
        Store.Write("mixed", "new", "tcp://new:1", skipTlsVerify: false, tls: null);
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(Store.Get("mixed").MetadataFolder, "meta.json")))!;
        Assert.Equal("""{"Name":"mixed","Metadata":{"Description":"new","More":{"a":1}},"Endpoints":{"docker":{"Host":"tcp://new:1","SkipTLSVerify":false,"New":2},"other":{"x":"y"}},"Top":[1]}""", file.ToJsonString());
        Store.Write("mixed", "", "tcp://new:1", skipTlsVerify: false, tls: null);
        Assert.Null(Store.Get("mixed").Description);
    }

    [Fact]
    public void Certificates_are_replaced_kept_and_removed()
    {
        Store.Write("prod", null, "tcp://host:2376", skipTlsVerify: false, Files("a", "c", "k"));
        Store.Write("prod", null, "tcp://other:2376", skipTlsVerify: false, tls: null);
        Assert.Equal(3, Directory.GetFiles(Store.Get("prod").TlsFolder!).Length);
        Store.Write("prod", null, "tcp://other:2376", skipTlsVerify: false, Files("b"));
        var file = Assert.Single(Directory.GetFiles(Store.Get("prod").TlsFolder!));
        Assert.Equal("b", File.ReadAllText(file));
        Store.Write("prod", null, "tcp://other:2375", skipTlsVerify: false, Files(null));
        Assert.Null(Store.Get("prod").TlsFolder);
    }

    [Fact]
    public void Removing_takes_all_of_it()
    {
        Store.Write("prod", null, "tcp://host:2376", skipTlsVerify: false, Files("a"));
        Assert.True(Store.Remove("prod"));
        Assert.Equal(["meta", "tls"], Directory.GetFileSystemEntries(Path.Combine(docker.Folder, "contexts"), "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order());
        Assert.False(Store.Remove("prod"));
    }

    [Fact]
    public void One_that_is_broken_does_not_hide_the_others()
    {
        docker.Context("bb", "tcp://b:1").Context("aa", "tcp://a:1").ContextFile("cc", "{").ContextFile("dd", "{}");
        Directory.CreateDirectory(Path.Combine(docker.Folder, "contexts", "meta", "empty"));
        var failures = new List<EngineException>();
        Assert.Equal(["aa", "bb"], Store.List(failures.Add).Select(context => context.Name));
        Assert.Equal(["ConfigurationUnreadable", "ContextInvalid"], failures.Select(failure => failure.ErrorId).Order());
    }

    [Fact]
    public void Without_a_folder_there_are_none()
    {
        docker.Set("DOCKER_CONFIG", Path.Combine(docker.Folder, "nowhere"));
        Assert.Empty(Store.List(e => Assert.Fail(e.Message)));
        Assert.Equal("ContextNotFound", Assert.Throws<EngineException>(() => Store.Get("any")).ErrorId);
        Store.Write("any", null, "tcp://a:1", skipTlsVerify: false, tls: null);
        Assert.Equal("any", Assert.Single(Store.List(e => Assert.Fail(e.Message))).Name);
        if (!OperatingSystem.IsWindows()) Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(docker.Folder, "nowhere")));
    }

    [Fact]
    public void A_name_is_told_apart_by_its_case() // docker hashes it as it stands
    {
        docker.Context("Größe 1", "unix:///x.sock");
        Assert.Equal("unix:///x.sock", Store.Get("Größe 1").Host);
        Assert.Null(Store.Find("größe 1"));
    }

    [Theory]
    [InlineData("prod")]
    [InlineData("0a")]
    [InlineData("A.b_c+d-e")]
    public void Names_that_docker_takes(string name) => ContextName.Check(name);

    [Theory]
    [InlineData("x", "ContextNameInvalid")]
    [InlineData("", "ContextNameInvalid")]
    [InlineData(".prod", "ContextNameInvalid")]
    [InlineData("größe", "ContextNameInvalid")]
    [InlineData("a b", "ContextNameInvalid")]
    [InlineData("../x", "ContextNameInvalid")]
    [InlineData("prod\n", "ContextNameInvalid")]
    [InlineData("default", "ContextReserved")]
    public void Names_that_docker_does_not_take(string name, string id) => Assert.Equal(id, Assert.Throws<EngineException>(() => ContextName.Check(name)).ErrorId);
}
