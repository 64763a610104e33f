using System.Text;
using System.Text.Json;

namespace ContainerTools.ModuleTests.Registries;

[Collection(RegistryCollection.Name)]
public sealed class ConnectContainerRegistryTests(TestRegistry registry, PowerShellSession session) : IClassFixture<PowerShellSession>, IDisposable
{
    private readonly string? path = Environment.GetEnvironmentVariable("PATH");

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", path);
        session.Run("Get-ContainerRegistry -ErrorAction SilentlyContinue | Disconnect-ContainerRegistry -ErrorAction SilentlyContinue");
        File.Delete(TestRegistry.ConfigFile);
    }

    private Outcome Run(string script, PSCredential? credential = null) =>
        session.Run(script, ("registry", registry.Address), ("credential", credential ?? TestRegistry.Credential));

    private static string Of(PSObject registry) =>
        string.Join(' ', new[] { "Name", "UserName", "IsToken", "Source", "CredentialHelper" }.Select(name => registry.Properties[name].Value?.ToString()));

    [Theory]
    [InlineData("Connect-ContainerRegistry $registry $credential")]
    [InlineData("Connect-ContainerRegistry -Registry \"http://$registry/v2/\" -Credential $credential -Scope Session")]
    public void A_session_keeps_credentials_in_memory(string script)
    {
        var image = registry.Repository("session") + ":1";
        RandomImages.Make(image);
        Assert.Equal($"{registry.Address} {TestRegistry.User} False Session ", Of(Assert.Single(Run(script).Good().Output)));
        Assert.Equal([image], session.Run("Publish-ContainerImage $image", ("image", image)).Good().Text);
        Assert.False(File.Exists(TestRegistry.ConfigFile));
        Run("Disconnect-ContainerRegistry $registry").Good();
        Assert.Equal(["AccessDenied"], session.Run("Receive-ContainerImage $image", ("image", image)).ErrorIds);
    }

    [Fact]
    public void For_the_user_they_are_where_docker_finds_them()
    {
        File.WriteAllText(TestRegistry.ConfigFile, "{\"psFormat\":\"table {{.Names}}\"}");
        var outcome = Run("Connect-ContainerRegistry $registry $credential -Scope User").Good();
        Assert.Equal($"{registry.Address} {TestRegistry.User} False ConfigurationFile ", Of(Assert.Single(outcome.Output)));
        Assert.Contains("unencrypted", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
        using var settings = JsonDocument.Parse(File.ReadAllText(TestRegistry.ConfigFile));
        Assert.Equal("table {{.Names}}", settings.RootElement.GetProperty("psFormat").GetString());
        var image = registry.Repository("user") + ":1";
        RandomImages.Make(image);
        TestEngine.Docker("push", image);
        Assert.Equal([image], session.Run("Receive-ContainerImage $image", ("image", image)).Good().Text);
        Run("Disconnect-ContainerRegistry $registry").Good();
        Assert.Throws<InvalidOperationException>(() => TestEngine.Docker("push", image));
    }

    [Fact]
    public void A_credential_helper_keeps_them()
    {
        WriteHelper();
        File.WriteAllText(TestRegistry.ConfigFile, "{\"credsStore\":\"containertools-test\"}");
        var outcome = Run("Connect-ContainerRegistry $registry $credential -Scope User; Get-ContainerRegistry").Good();
        Assert.Empty(outcome.Warnings);
        Assert.All(outcome.Output, r => Assert.Equal($"{registry.Address} {TestRegistry.User} False CredentialHelper containertools-test", Of(r)));
        Assert.Equal(2, outcome.Output.Count);
        Assert.DoesNotContain(TestRegistry.Password, File.ReadAllText(TestRegistry.ConfigFile), StringComparison.Ordinal);
        Assert.DoesNotContain(Pair, File.ReadAllText(TestRegistry.ConfigFile), StringComparison.Ordinal);
        var image = registry.Repository("helper") + ":1";
        RandomImages.Make(image);
        Assert.Equal([image], session.Run("Publish-ContainerImage $image", ("image", image)).Good().Text);
        Run("Disconnect-ContainerRegistry $registry").Good();
        Assert.Equal(["AccessDenied"], session.Run("Receive-ContainerImage $image", ("image", image)).ErrorIds);
    }

    [Fact]
    public void Wrong_credentials_are_refused_and_not_kept()
    {
        foreach (var scope in new[] { "Session", "User" })
        {
            var outcome = session.Run("Connect-ContainerRegistry $registry $credential -Scope $scope", ("registry", registry.Address), ("credential", TestRegistry.WrongCredential), ("scope", scope));
            Assert.Equal(["AccessDenied"], outcome.ErrorIds);
            Assert.Equal((registry.Address, ErrorCategory.PermissionDenied), (outcome.Errors[0].TargetObject, outcome.Errors[0].CategoryInfo.Category));
            Assert.Empty(outcome.Output);
        }
        Assert.Empty(Run("Get-ContainerRegistry").Good().Output);
        Assert.False(File.Exists(TestRegistry.ConfigFile));
    }

    [Fact]
    public void What_is_no_registry_is_an_error()
    {
        Assert.Equal(["RegistryUnreachable"], session.Run("Connect-ContainerRegistry $registry $credential", ("registry", $"127.0.0.1:{TestRegistry.FreePort()}"), ("credential", TestRegistry.Credential)).ErrorIds);
        Assert.Equal(["RegistryInvalid"], Run("Connect-ContainerRegistry 'no registry' $credential").ErrorIds);
        Assert.Equal(["CredentialIncomplete"], Run("Connect-ContainerRegistry $registry -Token ([securestring]::new())").ErrorIds);
    }

    [Fact]
    public void WhatIf_tries_and_keeps_nothing()
    {
        Assert.Empty(Run("Connect-ContainerRegistry $registry $credential -WhatIf", TestRegistry.WrongCredential).Good().Output);
        Assert.Empty(Run("Get-ContainerRegistry").Good().Output);
    }

    [Fact]
    public void The_secret_is_nowhere()
    {
        WriteHelper();
        var image = registry.Repository("nowhere") + ":1";
        RandomImages.Make(image);
        const string script = """
            $VerbosePreference = $DebugPreference = 'Continue'
            $Error.Clear()
            Connect-ContainerRegistry $registry $credential
            Publish-ContainerImage $image
            Get-ContainerRegistry
            Connect-ContainerRegistry $registry $wrong
            Publish-ContainerImage $image -Credential $wrong
            Receive-ContainerImage "$image-none" -Credential $credential
            Test-ContainerImage $image -UpdateAvailable
            Connect-ContainerRegistry "https://alice:$($credential.GetNetworkCredential().Password)@$registry" $credential
            """;
        var outcome = session.Run(script, ("registry", registry.Address), ("image", image), ("credential", TestRegistry.Credential), ("wrong", TestRegistry.WrongCredential));
        Assert.True(outcome.Errors.Count >= 3);
        File.WriteAllText(TestRegistry.ConfigFile, "{\"credsStore\":\"containertools-test\"}");
        var failing = session.Run("$env:CONTAINERTOOLS_TEST_HELPER = 'talks'; try { Connect-ContainerRegistry $registry $credential -Scope User } finally { $env:CONTAINERTOOLS_TEST_HELPER = $null }", ("registry", registry.Address), ("credential", TestRegistry.Credential));
        Assert.Equal(["CredentialHelperFailed"], failing.ErrorIds);
        var text = new StringBuilder();
        foreach (var part in new[] { outcome, failing })
        {
            foreach (var error in part.Errors.Append(part.FailureRecord))
            {
                if (error is null) continue;
                text.AppendLine(error.ToString()).AppendLine(error.TargetObject?.ToString()).AppendLine(error.Exception.ToString()).AppendLine(error.ErrorDetails?.ToString());
            }
            foreach (var value in part.Output) text.AppendLine(PSSerializer.Serialize(value));
            text.AppendJoin('\n', part.Verbose).AppendJoin('\n', part.Warnings).AppendJoin('\n', part.Information).AppendJoin('\n', part.Progress);
        }
        Assert.DoesNotContain(TestRegistry.Password, text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Pair, text.ToString(), StringComparison.Ordinal);
    }

    private static string Pair => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{TestRegistry.User}:{TestRegistry.Password}"));

    /// <summary>A helper that keeps one registry in a file, and on demand complains with all that it was told.</summary>
    private void WriteHelper()
    {
        var program = Path.Combine(TestRegistry.ConfigFolder, "docker-credential-containertools-test");
        File.WriteAllText(program, """
            #!/bin/sh
            cd "$(dirname "$0")" || exit 1
            if [ "$CONTAINERTOOLS_TEST_HELPER" = talks ]; then echo "I will not keep $(cat)"; exit 1; fi
            case $1 in
              store) cat >kept ;;
              get) read -r server; if grep -qsF "\"$server\"" kept; then cat kept; else echo 'credentials not found in native keychain'; exit 1; fi ;;
              erase) rm -f kept ;;
              list) if [ -e kept ]; then sed 's/.*"ServerURL":\("[^"]*"\),"Username":\("[^"]*"\).*/{\1:\2}/' kept; else echo '{}'; fi ;;
            esac
            """);
        if (OperatingSystem.IsWindows()) Assert.Skip("The helper of this test is a shell script.");
        else File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Environment.SetEnvironmentVariable("PATH", TestRegistry.ConfigFolder + Path.PathSeparator + path);
    }
}
