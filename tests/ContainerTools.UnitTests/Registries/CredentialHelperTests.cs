using System.Diagnostics;
using ContainerTools.Engine;
using ContainerTools.Engine.Registries;

namespace ContainerTools.UnitTests.Registries;

public sealed class CredentialHelperTests : IDisposable
{
    private const string Registry = "registry.example:5000";

    private readonly TestScripts scripts = new();

    public void Dispose() => scripts.Dispose();

    private CredentialHelper Helper(string name = "test", TimeSpan? limit = null) => new(name, scripts.Variable) { TimeLimit = limit ?? TimeSpan.FromSeconds(30) };

    [Fact]
    public async Task It_keeps_lists_gives_and_forgets()
    {
        scripts.Helper("test");
        Assert.Null(await Helper().GetAsync(Registry, CancellationToken.None));
        await Helper().StoreAsync(new RegistryCredential { Address = Registry, UserName = "alice", Password = "pass:word" }, CancellationToken.None);
        await Helper().StoreAsync(new RegistryCredential { Address = RegistryHost.DockerHubKey, UserName = "bob", IdentityToken = "token" }, CancellationToken.None);
        var kept = await Helper().GetAsync(Registry, CancellationToken.None);
        Assert.Equal((Registry, "alice", "pass:word", null), (kept!.Address, kept.UserName, kept.Password, kept.IdentityToken));
        var token = await Helper().GetAsync(RegistryHost.DockerHubKey, CancellationToken.None);
        Assert.Equal((null, "token"), (token!.Password, token.IdentityToken));
        Assert.Equal(
            new Dictionary<string, string> { [Registry] = "alice", [RegistryHost.DockerHubKey] = "<token>" },
            await Helper().ListAsync(CancellationToken.None));
        await Helper().EraseAsync(Registry, CancellationToken.None);
        await Helper().EraseAsync(Registry, CancellationToken.None);
        Assert.Null(await Helper().GetAsync(Registry, CancellationToken.None));
    }

    [Fact]
    public async Task Neither_a_secret_nor_a_registry_is_an_argument()
    {
        scripts.Helper("test");
        await Helper().StoreAsync(new RegistryCredential { Address = Registry, UserName = "alice", Password = "s3cret" }, CancellationToken.None);
        await Helper().GetAsync(Registry, CancellationToken.None);
        Assert.Equal(["store store", "get get"], scripts.Calls);
    }

    [Theory]
    [InlineData("../test")]
    [InlineData("/bin/test")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("-x")]
    public void A_name_is_no_path(string name) => Assert.Equal("CredentialHelperInvalid", Assert.Throws<EngineException>(() => Helper(name)).ErrorId);

    [Fact]
    public void A_program_that_is_not_there_is_named()
    {
        var failure = Assert.Throws<EngineException>(() => Helper("nowhere"));
        Assert.Equal("CredentialHelperNotFound", failure.ErrorId);
        Assert.Contains("'docker-credential-nowhere'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_of_the_current_folder_is_not_taken()
    {
        scripts.Program("docker-credential-here", "echo '{}'");
        scripts["PATH"] = $".{Path.PathSeparator}{Path.PathSeparator}/nowhere";
        Assert.Equal("CredentialHelperNotFound", Assert.Throws<EngineException>(() => Helper("here")).ErrorId);
    }

    [Fact]
    public async Task What_it_complains_of_is_in_the_error()
    {
        scripts.Program("docker-credential-test", "echo 'the keychain is locked'; echo noise >&2; exit 2");
        var failure = await Assert.ThrowsAsync<EngineException>(() => Helper().GetAsync(Registry, CancellationToken.None));
        Assert.Equal("CredentialHelperFailed", failure.ErrorId);
        Assert.Contains("the keychain is locked", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("noise", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cat; exit 1")]
    [InlineData("echo 's3cret is not to my taste'; exit 1")]
    [InlineData("echo '{\"Username\":\"alice\",\"Secret\":\"s3cret\"}'; exit 1")]
    public async Task A_secret_that_it_repeats_is_not(string script)
    {
        scripts.Program("docker-credential-test", script);
        var failure = await Assert.ThrowsAsync<EngineException>(() => Helper().StoreAsync(new RegistryCredential { Address = Registry, UserName = "alice", Password = "s3cret" }, CancellationToken.None));
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_answer_is_an_error_without_the_answer()
    {
        scripts.Program("docker-credential-test", "echo '{\"Username\":\"alice\",\"Secret\":\"s3cret'");
        var failure = await Assert.ThrowsAsync<EngineException>(() => Helper().GetAsync(Registry, CancellationToken.None));
        Assert.Equal("CredentialHelperFailed", failure.ErrorId);
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_an_end_is_refused()
    {
        scripts.Program("docker-credential-test", "head -c 3000000 /dev/zero");
        Assert.Equal("CredentialHelperFailed", (await Assert.ThrowsAsync<EngineException>(() => Helper().GetAsync(Registry, CancellationToken.None))).ErrorId);
    }

    [Fact]
    public async Task It_is_ended_when_it_takes_too_long()
    {
        scripts.Program("docker-credential-test", "echo $$ >\"$(dirname \"$0\")/pid\"; sleep 60; echo '{}'");
        var watch = Stopwatch.StartNew();
        var failure = await Assert.ThrowsAsync<EngineException>(() => Helper(limit: TimeSpan.FromSeconds(1)).GetAsync(Registry, CancellationToken.None));
        Assert.Equal("CredentialHelperTimeout", failure.ErrorId);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.9, 20);
        AssertEnded();
    }

    [Fact]
    public async Task Stopping_ends_it()
    {
        scripts.Program("docker-credential-test", "echo $$ >\"$(dirname \"$0\")/pid\"; sleep 60; echo '{}'");
        using var stop = new CancellationTokenSource();
        var asking = Helper().GetAsync(Registry, stop.Token);
        while (!File.Exists(Path.Combine(scripts.Folder, "pid")) || File.ReadAllText(Path.Combine(scripts.Folder, "pid")).Length == 0) await Task.Delay(10, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        AssertEnded();
    }

    [Fact]
    public async Task One_that_does_not_read_is_no_failure()
    {
        scripts.Program("docker-credential-test", "exec <&-; echo '{\"ServerURL\":\"x\",\"username\":\"alice\",\"secret\":\"s3cret\"}'");
        var kept = await Helper().GetAsync(new string('x', 200_000), CancellationToken.None);
        Assert.Equal(("alice", "s3cret"), (kept!.UserName, kept.Password));
    }

    private void AssertEnded()
    {
        var pid = int.Parse(File.ReadAllText(Path.Combine(scripts.Folder, "pid")), System.Globalization.CultureInfo.InvariantCulture);
        for (var i = 0; i < 200; i++)
        {
            try
            {
                using var process = Process.GetProcessById(pid);
                if (process.HasExited) return;
            }
            catch (ArgumentException)
            {
                return;
            }
            Thread.Sleep(20);
        }
        Assert.Fail($"process {pid} is still there");
    }
}
