using System.Text;
using System.Text.Json.Nodes;
using ContainerTools.Engine;
using ContainerTools.Engine.Registries;
using CsCheck;

namespace ContainerTools.UnitTests.Registries;

public sealed class CredentialStoreTests : IDisposable
{
    private const string Registry = "registry.example:5000";

    private readonly TestScripts scripts = new();

    public void Dispose() => scripts.Dispose();

    private CredentialStore Store => CredentialStore.Read(scripts.Variable);

    private static string Pair(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private Task<RegistryCredential?> Find(string host) => Store.FindAsync(host, CancellationToken.None);

    private static RegistryCredential Alice(string address = Registry) => new() { Address = address, UserName = "alice", Password = "s3cret" };

    [Theory]
    [InlineData("registry.example:5000")]
    [InlineData("https://registry.example:5000")]
    [InlineData("http://registry.example:5000/v1/")]
    public async Task The_file_is_searched_by_key_and_then_by_host(string key)
    {
        scripts.Configure($$$$"""{"auths":{"registry.example":{"auth":"{{{{Pair("bob:no")}}}}"},"{{{{key}}}}":{"auth":"{{{{Pair("alice:pass:word\0\0")}}}}"}}}""");
        var found = await Find(Registry);
        Assert.Equal((Registry, "alice", "pass:word"), (found!.Address, found.UserName, found.Password));
        Assert.Null(await Find("other.example"));
    }

    [Fact]
    public async Task Docker_hub_has_a_key_of_its_own()
    {
        scripts.Configure($$$$"""{"auths":{"https://index.docker.io/v1/":{"auth":"{{{{Pair("alice:s3cret")}}}}"}}}""");
        Assert.Equal("alice", (await Find("docker.io"))!.UserName);
    }

    [Fact]
    public async Task Members_that_docker_reads_are_read()
    {
        scripts.Configure("""{"auths":{"a":{"username":"alice","password":"s3cret"},"b":{"identitytoken":"t"},"c":{"registrytoken":"r"},"d":{}}}""");
        Assert.Equal("s3cret", (await Find("a"))!.Password);
        Assert.Equal("t", (await Find("b"))!.IdentityToken);
        Assert.Equal("r", (await Find("c"))!.RegistryToken);
        Assert.Null(await Find("d"));
    }

    [Theory]
    [InlineData("not base64 s3cret")]
    [InlineData("czNjcmV0")]
    public async Task A_malformed_entry_is_an_error_of_its_registry_alone(string auth)
    {
        scripts.Configure($$$$"""{"auths":{"bad":{"auth":"{{{{auth}}}}"},"good":{"auth":"{{{{Pair("alice:s3cret")}}}}"}}}""");
        var failure = await Assert.ThrowsAsync<EngineException>(() => Find("bad"));
        Assert.Equal("RegistryCredentialsInvalid", failure.ErrorId);
        Assert.Contains(scripts.ConfigFile, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(auth, failure.ToString(), StringComparison.Ordinal);
        Assert.Equal("alice", (await Find("good"))!.UserName);
        var failures = new List<EngineException>();
        Assert.Equal(["good"], (await Store.ListAsync(failures.Add, CancellationToken.None)).Select(r => r.Name));
        Assert.Single(failures);
    }

    [Fact]
    public async Task The_environment_variable_wins()
    {
        scripts.Helper("all");
        scripts.Configure($$$$"""{"credsStore":"all","auths":{"{{{{Registry}}}}":{"auth":"{{{{Pair("bob:no")}}}}"}}}""");
        scripts["DOCKER_AUTH_CONFIG"] = $$$$"""{"auths":{"{{{{Registry}}}}":{"auth":"{{{{Pair("alice:s3cret")}}}}"}}}""";
        Assert.Equal("alice", (await Find(Registry))!.UserName);
        Assert.Empty(scripts.Calls);
        Assert.True(Store.IsInEnvironment(Registry));
        Assert.False(Store.IsInEnvironment("other.example"));
    }

    [Theory]
    [InlineData("{ s3cret")]
    [InlineData("[]")]
    [InlineData("{\"auths\":\"s3cret\"}")]
    public void A_malformed_environment_variable_is_an_error_without_its_text(string text)
    {
        scripts["DOCKER_AUTH_CONFIG"] = text;
        var failure = Assert.Throws<EngineException>(() => Store);
        Assert.Equal("RegistryCredentialsInvalid", failure.ErrorId);
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_helper_of_a_registry_goes_before_that_of_all_and_both_before_the_file()
    {
        scripts.Helper("own");
        scripts.Helper("all");
        scripts.Configure($$$$"""{"credsStore":"all","credHelpers":{"own.example":"own","file.example":""},"auths":{"own.example":{"auth":"{{{{Pair("file:no")}}}}"},"all.example":{"auth":"{{{{Pair("file:no")}}}}"},"file.example":{"auth":"{{{{Pair("file:yes")}}}}"}}}""");
        foreach (var host in new[] { "own.example", "all.example" }) Assert.Null(await Find(host));
        await new CredentialHelper("own", scripts.Variable).StoreAsync(Alice("own.example"), CancellationToken.None);
        await new CredentialHelper("all", scripts.Variable).StoreAsync(new RegistryCredential { Address = "all.example", UserName = "carol", Password = "x" }, CancellationToken.None);
        Assert.Equal("alice", (await Find("own.example"))!.UserName);
        Assert.Equal("carol", (await Find("all.example"))!.UserName);
        Assert.Equal("file", (await Find("file.example"))!.UserName);
        var listed = await Store.ListAsync(e => Assert.Fail(e.Message), CancellationToken.None);
        Assert.Equal(
            ["own.example alice CredentialHelper own", "all.example carol CredentialHelper all", "file.example file ConfigurationFile "],
            listed.Select(r => $"{r.Name} {r.UserName} {r.Source} {r.CredentialHelper}"));
    }

    [Fact]
    public async Task A_helper_that_fails_is_told_and_hides_nothing_else()
    {
        scripts.Program("docker-credential-broken", "echo 'no keychain'; exit 1");
        scripts.Configure($$$$"""{"credHelpers":{"broken.example":"broken"},"auths":{"good.example":{"auth":"{{{{Pair("alice:s3cret")}}}}"}}}""");
        var failures = new List<EngineException>();
        Assert.Equal(["good.example"], (await Store.ListAsync(failures.Add, CancellationToken.None)).Select(r => r.Name));
        Assert.Contains("no keychain", Assert.Single(failures).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<EngineException>(() => Find("broken.example"));
        Assert.Equal("alice", (await Find("good.example"))!.UserName);
    }

    [Fact]
    public async Task Without_a_helper_the_file_keeps_them()
    {
        scripts["PATH"] = scripts.Folder;
        scripts.Configure("""{"currentContext":"x","auths":{"other":{"auth":"YTpi"}}}""");
        Assert.Null(await Store.StoreAsync(Alice(), CancellationToken.None));
        var file = JsonNode.Parse(File.ReadAllText(scripts.ConfigFile))!;
        Assert.Equal(Pair("alice:s3cret"), (string)file["auths"]![Registry]!["auth"]!);
        Assert.Equal(("x", "YTpi"), ((string)file["currentContext"]!, (string)file["auths"]!["other"]!["auth"]!));
        Assert.Equal("s3cret", (await Find(Registry))!.Password);
        Assert.True(await Store.EraseAsync(Registry, CancellationToken.None));
        Assert.False(await Store.EraseAsync(Registry, CancellationToken.None));
        Assert.Null(await Find(Registry));
        Assert.NotNull(await Find("other"));
    }

    [Fact]
    public async Task With_a_helper_the_file_only_names_the_registry()
    {
        scripts.Helper("all");
        scripts.Configure($$$$"""{"credsStore":"all","auths":{"{{{{Registry}}}}":{"auth":"{{{{Pair("old:old")}}}}","email":"a@b"}}}""");
        Assert.Equal("all", await Store.StoreAsync(Alice(), CancellationToken.None));
        var entry = JsonNode.Parse(File.ReadAllText(scripts.ConfigFile))!["auths"]![Registry]!.AsObject();
        Assert.Equal(["email"], entry.Select(member => member.Key));
        Assert.Equal("s3cret", (await Find(Registry))!.Password);
        Assert.True(await Store.EraseAsync(Registry, CancellationToken.None));
        Assert.Null(await Find(Registry));
        Assert.False(JsonNode.Parse(File.ReadAllText(scripts.ConfigFile))!["auths"]!.AsObject().ContainsKey(Registry));
    }

    [Fact]
    public async Task The_first_login_of_a_user_takes_the_helper_of_the_platform()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("The helper of the platform has another name here.");
        scripts.Helper("pass");
        scripts.Program("pass", "exit 0");
        Assert.Equal("pass", await Store.StoreAsync(Alice(), CancellationToken.None));
        Assert.Equal("pass", (string)JsonNode.Parse(File.ReadAllText(scripts.ConfigFile))!["credsStore"]!);
        Assert.Equal("alice", (await Find(Registry))!.UserName);
    }

    [Fact]
    public async Task Logging_out_removes_every_address_of_a_registry()
    {
        scripts["PATH"] = scripts.Folder;
        scripts.Configure($$$$"""{"auths":{"https://{{{{Registry}}}}/v1/":{"auth":"YTpi"},"{{{{Registry}}}}":{"auth":"YTpi"},"registry.example":{"auth":"YTpi"} } }""");
        Assert.True(await Store.EraseAsync(Registry, CancellationToken.None));
        Assert.Equal(["registry.example"], (await Store.ListAsync(e => Assert.Fail(e.Message), CancellationToken.None)).Select(r => r.Name));
    }

    [Fact]
    public void Any_credential_comes_back_from_the_file() => Gen.Select(RegistryCredentialTests.Secret, RegistryCredentialTests.Secret).Sample((user, password) =>
    {
        // A colon ends the user name, as in HTTP.
        var name = user.Replace(':', '.');
        scripts["PATH"] = scripts.Folder;
        Store.StoreAsync(new RegistryCredential { Address = Registry, UserName = name, Password = password }, CancellationToken.None).GetAwaiter().GetResult();
        var found = Find(Registry).GetAwaiter().GetResult()!;
        Assert.Equal((name, password), (found.UserName, found.Password));
    }, iter: 50, threads: 1);

    [Fact]
    public async Task A_build_is_given_all_that_can_be_had()
    {
        scripts.Helper("own");
        scripts.Program("docker-credential-broken", "echo 'no keychain'; exit 1");
        scripts.Configure($$$$"""{"credHelpers":{"own.example":"own","broken.example":"broken"},"auths":{"https://index.docker.io/v1/":{"auth":"{{{{Pair("hub:x")}}}}"}}}""");
        await new CredentialHelper("own", scripts.Variable).StoreAsync(Alice("own.example"), CancellationToken.None);
        var failures = new List<string>();
        var (name, value) = await RegistryCredentials.AllHeaderAsync(scripts.Variable, failures.Add, CancellationToken.None);
        Assert.Equal("X-Registry-Config", name);
        var sent = RegistryCredentialTests.Decode(value);
        Assert.Equal("alice", sent.GetProperty("own.example").GetProperty("username").GetString());
        Assert.Equal("hub", sent.GetProperty("https://index.docker.io/v1/").GetProperty("username").GetString());
        Assert.Single(failures);
    }
}
