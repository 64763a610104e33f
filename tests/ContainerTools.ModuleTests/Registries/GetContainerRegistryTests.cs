using System.Text;

namespace ContainerTools.ModuleTests.Registries;

[Collection(RegistryCollection.Name)]
public sealed class GetContainerRegistryTests(TestRegistry registry, PowerShellSession session) : IClassFixture<PowerShellSession>, IDisposable
{
    public void Dispose()
    {
        Environment.SetEnvironmentVariable("DOCKER_AUTH_CONFIG", null);
        File.Delete(TestRegistry.ConfigFile);
    }

    private static string Auth(string host, string user) => $"\"{host}\":{{\"auth\":\"{Convert.ToBase64String(Encoding.UTF8.GetBytes(user + ":s3cret"))}\"}}";

    [Fact]
    public void It_lists_every_place_and_no_secret()
    {
        File.WriteAllText(TestRegistry.ConfigFile, $"{{\"auths\":{{{Auth("https://index.docker.io/v1/", "hub")},{Auth("file.example:5000", "file")}}}}}");
        Environment.SetEnvironmentVariable("DOCKER_AUTH_CONFIG", $"{{\"auths\":{{{Auth("env.example", "env")}}}}}");
        session.Run("$null = Connect-ContainerRegistry $registry $credential", ("registry", registry.Address), ("credential", TestRegistry.Credential)).Good();
        try
        {
            var outcome = session.Run("Get-ContainerRegistry").Good();
            Assert.Equal(
                [$"{registry.Address} alice Session", "env.example env Environment", "docker.io hub ConfigurationFile", "file.example:5000 file ConfigurationFile"],
                outcome.Output.Select(r => $"{r} {r.Properties["UserName"].Value} {r.Properties["Source"].Value}"));
            Assert.All(outcome.Output, r => Assert.DoesNotContain("s3cret", PSSerializer.Serialize(r), StringComparison.Ordinal));
            Assert.Equal(["docker.io"], session.Run("Get-ContainerRegistry https://index.docker.io/v1/").Good().Text);
            Assert.Equal(["env.example", "file.example:5000"], session.Run("Get-ContainerRegistry *.example*").Good().Text);
            Assert.Equal(["env.example"], session.Run("'env.example' | Get-ContainerRegistry").Good().Text);
        }
        finally
        {
            session.Run("Disconnect-ContainerRegistry $registry", ("registry", registry.Address)).Good();
        }
    }

    [Fact]
    public void A_name_that_is_not_there_is_an_error_and_a_pattern_is_not()
    {
        var outcome = session.Run("Get-ContainerRegistry nowhere.example, nowhere*; 'after'");
        Assert.Equal(["after"], outcome.Text);
        Assert.Equal(["RegistryNotFound"], outcome.ErrorIds);
        Assert.Equal("nowhere.example", outcome.Errors[0].TargetObject);
    }

    [Fact]
    public void What_cannot_be_read_is_an_error_beside_the_rest()
    {
        // In a folder and a process of its own: all other tests read the configuration too.
        using var folder = new TestFolder();
        IReadOnlyList<string> Listed(string configuration)
        {
            folder.Write("config.json", configuration);
            return ShellProcess.Command($"Import-Module '{TestEngine.Manifest}'; Get-ContainerRegistry -ErrorAction SilentlyContinue -ErrorVariable e | ForEach-Object Name; $e[0].FullyQualifiedErrorId.Split(',')[0]", ("DOCKER_CONFIG", folder.Path)).Lines;
        }
        Assert.Equal(["b.example", "CredentialHelperNotFound"], Listed($"{{\"credHelpers\":{{\"a.example\":\"not-there\"}},\"auths\":{{{Auth("b.example", "b")}}}}}"));
        Assert.Equal(["ConfigurationUnreadable"], Listed("{ not json"));
    }
}
