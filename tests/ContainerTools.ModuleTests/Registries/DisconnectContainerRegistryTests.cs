using System.Text;

namespace ContainerTools.ModuleTests.Registries;

[Collection(RegistryCollection.Name)]
public sealed class DisconnectContainerRegistryTests(TestRegistry registry, PowerShellSession session) : IClassFixture<PowerShellSession>, IDisposable
{
    public void Dispose()
    {
        Environment.SetEnvironmentVariable("DOCKER_AUTH_CONFIG", null);
        session.Run("Disconnect-ContainerRegistry * -ErrorAction SilentlyContinue");
        File.Delete(TestRegistry.ConfigFile);
    }

    /// <summary>Two registries in the file, and that of the tests also in this session.</summary>
    private void SignIn()
    {
        var auth = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{TestRegistry.User}:{TestRegistry.Password}"));
        File.WriteAllText(TestRegistry.ConfigFile, $"{{\"auths\":{{\"{registry.Address}\":{{\"auth\":\"{auth}\"}},\"other.example\":{{\"auth\":\"{auth}\"}}}}}}");
        session.Run("$null = Connect-ContainerRegistry $registry $credential", ("registry", registry.Address), ("credential", TestRegistry.Credential)).Good();
    }

    private string[] Known => [.. session.Run("Get-ContainerRegistry | ForEach-Object { \"$_ $($_.Source)\" }").Good().Text];

    private string InSession => registry.Address + " Session";

    private string InFile => registry.Address + " ConfigurationFile";

    private const string Other = "other.example ConfigurationFile";

    [Fact]
    public void It_forgets_everywhere_or_where_it_is_told()
    {
        SignIn();
        Assert.Equal([InSession, InFile, Other], Known);
        Assert.Empty(session.Run("Disconnect-ContainerRegistry $registry -Scope Session", ("registry", registry.Address)).Good().Output);
        Assert.Equal([InFile, Other], Known);
        SignIn();
        session.Run("Disconnect-ContainerRegistry $registry -Scope User", ("registry", registry.Address)).Good();
        Assert.Equal([InSession, Other], Known);
        SignIn();
        session.Run("Disconnect-ContainerRegistry -Name $registry", ("registry", registry.Address)).Good();
        Assert.Equal([Other], Known);
    }

    [Theory]
    [InlineData("Get-ContainerRegistry | Disconnect-ContainerRegistry")]
    [InlineData("Disconnect-ContainerRegistry *")]
    [InlineData("Disconnect-ContainerRegistry $registry, other.example")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-ContainerRegistry other.example))), $registry | Disconnect-ContainerRegistry")]
    public void It_takes(string script)
    {
        SignIn();
        session.Run(script, ("registry", registry.Address)).Good();
        Assert.Empty(Known);
    }

    [Fact]
    public void WhatIf_forgets_nothing()
    {
        SignIn();
        session.Run("Disconnect-ContainerRegistry * -WhatIf").Good();
        Assert.Equal([InSession, InFile, Other], Known);
    }

    [Fact]
    public void A_name_that_is_not_there_is_an_error_and_a_pattern_or_an_object_is_not()
    {
        SignIn();
        var outcome = session.Run("$known = Get-ContainerRegistry other.example; Disconnect-ContainerRegistry nowhere.example, other.example; $known | Disconnect-ContainerRegistry; Disconnect-ContainerRegistry nowhere*");
        Assert.Equal(["RegistryNotFound"], outcome.ErrorIds);
        Assert.Equal("nowhere.example", outcome.Errors[0].TargetObject);
        Assert.Equal([InSession, InFile], Known);
    }

    [Fact]
    public void Those_of_the_environment_stay_and_are_told()
    {
        Environment.SetEnvironmentVariable("DOCKER_AUTH_CONFIG", "{\"auths\":{\"env.example\":{\"auth\":\"YTpi\"}}}");
        Assert.Contains("DOCKER_AUTH_CONFIG", Assert.Single(session.Run("Disconnect-ContainerRegistry env.example").Good().Warnings), StringComparison.Ordinal);
        Assert.Equal(["env.example Environment"], Known);
    }
}
