using ContainerTools.ModuleTests.Registries;

namespace ContainerTools.ModuleTests.Images;

[Collection(RegistryCollection.Name)]
public sealed class TestContainerImageTests(TestRegistry registry, PowerShellSession session) : IClassFixture<PowerShellSession>
{
    private (string, object?)[] With(string repository) => [("repository", repository), ("registry", registry.Address), ("credential", TestRegistry.Credential)];

    /// <summary>An image of which the registry has had a newer one since.</summary>
    private static (string Old, string New) Outdated(string name)
    {
        var old = TestRegistry.PushImage(name);
        var newer = TestRegistry.PushImage(name);
        RandomImages.Tag(old, name);
        return (old, newer);
    }

    [Fact]
    public void It_tells_whether_images_are_there()
    {
        var repository = registry.Repository("there");
        var id = RandomImages.Make(repository + ":1");
        Assert.Equal(
            ["True", "False", "False", "True", "True", "False", "True"],
            session.Run(
                "Test-ContainerImage \"${repository}:1\", \"${repository}:2\", $repository, \"${repository}:*\", $id; $image = Get-ContainerImage \"${repository}:1\"; Test-ContainerImage \"$repository-*\"; $image | Test-ContainerImage",
                [.. With(repository), ("id", id)]).Good().Text);
        RandomImages.Remove(repository + ":1");
        Assert.Equal(["False"], session.Run("$image | Test-ContainerImage").Good().Text);
    }

    [Fact]
    public void Images_out_of_date_are_found_and_updated()
    {
        var repository = registry.Repository("fleet");
        var (old, newer) = Outdated(repository + ":stale");
        TestRegistry.PushImage(repository + ":fresh");
        RandomImages.Make(repository + ":local");
        TestRegistry.PushImage(repository + ":gone");
        registry.Delete(repository + ":gone");
        session.Run("$null = Connect-ContainerRegistry $registry $credential", With(repository)).Good();
        try
        {
            var found = session.Run("Get-ContainerImage \"${repository}:*\" | Test-ContainerImage -UpdateAvailable | ForEach-Object { \"$($_.Reference.Split(':')[-1]) $($_.UpdateAvailable) $($_.Status)\" }", With(repository)).Good().Text;
            Assert.Equal(["fresh False UpToDate", "gone  NotInRegistry", "local  NeverPulled", "stale True UpdateAvailable"], found.Order(StringComparer.Ordinal));
            const string update = "Get-ContainerImage \"${repository}:*\" | Test-ContainerImage -UpdateAvailable | Where-Object UpdateAvailable | Receive-ContainerImage";
            Assert.Empty(session.Run(update + " -WhatIf", With(repository)).Good().Output);
            Assert.Equal(old, RandomImages.Id(repository + ":stale"));
            Assert.Equal([repository + ":stale"], session.Run(update, With(repository)).Good().Text);
            Assert.Equal(newer, RandomImages.Id(repository + ":stale"));
            Assert.Empty(session.Run(update, With(repository)).Good().Output);
        }
        finally
        {
            session.Run("Disconnect-ContainerRegistry $registry", With(repository)).Good();
        }
    }

    [Fact]
    public void What_cannot_be_known_is_null_and_never_an_error()
    {
        var repository = registry.Repository("unknown");
        TestRegistry.PushImage(repository + ":1");
        var digest = registry.Digest(repository + ":1");
        string One(string script) => Assert.Single(session.Run($"{script} | ForEach-Object {{ \"$($null -eq $_.UpdateAvailable) $($_.Status) $([bool] $_.Message)\" }}", With(repository)).Good().Text);
        Assert.Equal("True AccessDenied True", One("Test-ContainerImage \"${repository}:1\" -UpdateAvailable"));
        Assert.Equal("False Pinned False", One($"Test-ContainerImage \"${{repository}}@{digest}\" -UpdateAvailable"));
        using (var proxy = new FaultProxy(registry.Address))
        {
            repository = registry.Repository("away", proxy);
            TestRegistry.PushImage(repository + ":1");
        }
        Assert.Equal("True RegistryUnreachable True", One("Test-ContainerImage \"${repository}:1\" -UpdateAvailable"));
        RandomImages.Remove(repository + ":1");
        Assert.Equal(["ImageNotFound"], session.Run("Test-ContainerImage \"${repository}:1\" -UpdateAvailable", With(repository)).ErrorIds);
    }

    [Fact]
    public void A_helper_that_fails_is_a_reason_too()
    {
        var repository = registry.Repository("helper");
        TestRegistry.PushImage(repository + ":1");
        // In a folder and a process of its own: all other tests read the configuration too.
        using var folder = new TestFolder();
        folder.Write("config.json", "{\"credsStore\":\"not-there\"}");
        var run = ShellProcess.Command($"Import-Module '{TestEngine.Manifest}'; $u = Test-ContainerImage '{repository}:1' -UpdateAvailable; $null -eq $u.UpdateAvailable; $u.Message",
            ("DOCKER_CONFIG", folder.Path), ("DOCKER_HOST", TestEngine.Host)).Good();
        Assert.Equal("True", run.Lines[0]);
        Assert.Contains("docker-credential-not-there", run.Lines[1], StringComparison.Ordinal);
    }
}
