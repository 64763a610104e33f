using ContainerTools.ModuleTests.Registries;

namespace ContainerTools.ModuleTests.Images;

[Collection(RegistryCollection.Name)]
public sealed class ReceiveContainerImageTests(TestRegistry registry, PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    private Outcome Run(string script, string image, PSCredential? credential = null) =>
        session.Run(script, ("image", image), ("credential", credential ?? TestRegistry.Credential));

    /// <summary>An image that only the registry has.</summary>
    private (string Name, string Id) Remote(string name, FaultProxy? through = null, int bytes = 1000)
    {
        var image = registry.Repository(name, through) + ":1";
        var id = TestRegistry.PushImage(image, bytes);
        RandomImages.Remove(image);
        return (image, id);
    }

    [Theory]
    [InlineData("Receive-ContainerImage $image -Credential $credential")]
    [InlineData("Receive-ContainerImage -Name $image -Credential $credential")]
    [InlineData("$image | Pull-ContainerImage -Credential $credential")]
    [InlineData("[pscustomobject]@{ Name = $image } | Request-ContainerImage -Credential $credential")]
    public void It_pulls_an_image_named_by(string script)
    {
        var (name, id) = Remote("pull");
        var image = Assert.Single(Run(script, name).Good().Output);
        Assert.Equal((name, id, TestEngine.Host), (image.ToString(), (string)image.Properties["Id"].Value, (string)image.Properties["EngineHost"].Value));
        Assert.Equal(id, RandomImages.Id(name));
    }

    [Theory]
    [InlineData("Get-ContainerImage $image | Receive-ContainerImage -Credential $credential")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-ContainerImage $image))) | Receive-ContainerImage -Credential $credential")]
    public void An_image_is_pulled_anew_by(string script)
    {
        var (name, id) = Remote("anew");
        RandomImages.Make(name);
        var image = Assert.Single(Run(script, name).Good().Output);
        Assert.Equal((name, id), (image.ToString(), image.Properties["Id"].Value));
    }

    [Fact]
    public void An_image_with_several_tags_is_pulled_under_each()
    {
        var repository = registry.Repository("each");
        TestRegistry.PushImage(repository + ":a");
        TestRegistry.PushImage(repository + ":b");
        RandomImages.Tag(repository + ":a", repository + ":b");
        var names = Run("Get-ContainerImage $image | Receive-ContainerImage -Credential $credential", repository + ":a").Good().Text;
        Assert.Equal([repository + ":a", repository + ":b"], names);
        Assert.NotEqual(RandomImages.Id(repository + ":a"), RandomImages.Id(repository + ":b"));
    }

    [Fact]
    public void A_digest_names_exactly_one_image()
    {
        var (name, id) = Remote("digest");
        var digest = registry.Digest(name);
        var reference = $"{name[..name.LastIndexOf(':')]}@{digest}";
        var image = Assert.Single(Run("Receive-ContainerImage $image -Credential $credential", reference).Good().Output);
        Assert.Equal((reference, id), (image.ToString(), image.Properties["Id"].Value));
        Assert.Equal(id, Assert.Single(Run("Receive-ContainerImage $image -Credential $credential", $"{name}@{digest}").Good().Output).Properties["Id"].Value);
    }

    [Fact]
    public void AllTags_pulls_every_tag_of_the_repository()
    {
        var repository = registry.Repository("all");
        foreach (var tag in new[] { "a", "b" }) TestRegistry.PushImage($"{repository}:{tag}");
        RandomImages.Remove(repository + ":a", repository + ":b");
        Assert.Equal([repository + ":a", repository + ":b"], Run("Receive-ContainerImage $image -AllTags -Credential $credential", repository).Good().Text.Order(StringComparer.Ordinal));
        Assert.Equal(["TagWithAllTags"], Run("Receive-ContainerImage $image -AllTags", repository + ":a").ErrorIds);
    }

    [Fact]
    public void What_a_registry_cannot_know_is_refused()
    {
        Assert.Equal(["ImageIdCannotBeTransferred"], Run("Receive-ContainerImage (Get-ContainerImage $image).Id", TestEngine.Image).ErrorIds);
        Assert.Equal(["ImageReferenceInvalid"], Run("Receive-ContainerImage 'some*'", "").ErrorIds);
        var invalid = Run("Receive-ContainerImage 'Some/Image'", "");
        Assert.Contains("lower case", Assert.Single(invalid.Errors).Exception.Message, StringComparison.Ordinal);
        var container = session.Run("Get-Container $name | Receive-ContainerImage", ("name", containers.Create("pull")));
        Assert.Contains("is not an image", Assert.Single(container.Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_pulls_nothing()
    {
        var (name, _) = Remote("whatif");
        Assert.Empty(Run("Receive-ContainerImage $image -Credential $credential -WhatIf", name).Good().Output);
        Assert.Null(RandomImages.Id(name));
    }

    [Fact]
    public void Failures_have_ids_and_stop_nothing()
    {
        var (name, _) = Remote("failures");
        var missing = session.Run("Receive-ContainerImage \"${image}-none\", $image -Credential $credential; 'after'", ("image", name), ("credential", TestRegistry.Credential));
        Assert.Equal([name, "after"], missing.Text);
        Assert.Equal(["ImageNotFound"], missing.ErrorIds);
        Assert.Equal((name + "-none", ErrorCategory.ObjectNotFound), (missing.Errors[0].TargetObject, missing.Errors[0].CategoryInfo.Category));
        Assert.Equal(["AccessDenied"], Run("Receive-ContainerImage $image -Credential $credential", name, TestRegistry.WrongCredential).ErrorIds);
        Assert.Equal(["AccessDenied"], Run("Receive-ContainerImage $image", name).ErrorIds);
        Assert.Equal(["RegistryUnreachable"], Run("Receive-ContainerImage $image", $"127.0.0.1:{TestRegistry.FreePort()}/a:1").ErrorIds);
        Assert.StartsWith("AccessDenied,", Run("Receive-ContainerImage $image -ErrorAction Stop; 'never'", name).FailureRecord!.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_registry_that_dies_in_the_middle_is_an_error()
    {
        using var proxy = new FaultProxy(registry.Address);
        var (name, _) = Remote("dies", proxy);
        proxy.When("GET */blobs/*").Die();
        var outcome = Run("Receive-ContainerImage $image -Credential $credential", name);
        Assert.Empty(outcome.Output);
        Assert.Equal(["RegistryUnreachable"], outcome.ErrorIds);
    }

    [Fact]
    public void Stopping_is_at_once_and_leaving_the_pipeline_leaves_the_script_running()
    {
        using var proxy = new FaultProxy(registry.Address);
        var (slow, _) = Remote("stop", proxy, 4_000_000);
        proxy.When("*").Slow(200_000);
        session.StopsAtOnce("'begun'; Receive-ContainerImage $image -Credential $credential", 1, ("image", slow), ("credential", TestRegistry.Credential));
        Assert.Null(RandomImages.Id(slow));
        var (name, _) = Remote("leave");
        Assert.Equal([name, "after"], Run("foreach ($once in 1) { Receive-ContainerImage $image, $image -Credential $credential | ForEach-Object { \"$_\"; break } }; 'after'", name).Good().Text);
    }

    [Fact]
    public void An_image_for_another_platform_is_pulled_with_a_warning()
    {
        var (name, _) = Remote("platform");
        var outcome = Run("Receive-ContainerImage $image -Platform linux/s390x -Credential $credential", name).Good();
        Assert.Equal([name], outcome.Text);
        Assert.Contains("linux/s390x", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
        Assert.Empty(Run("Receive-ContainerImage $image -Credential $credential", name).Good().Warnings);
    }

    [Fact]
    public void What_one_engine_pushes_another_pulls()
    {
        var second = TestEngine.SecondHost;
        var repository = registry.Repository("across");
        var id = RandomImages.Make(repository + ":1");
        var outcome = session.Run(
            """
            $pushed = Publish-ContainerImage $image -Credential $credential
            $pulled = Receive-ContainerImage $pushed.Reference -EngineHost $second -Credential $credential
            $pulled.Id
            $pulled.EngineHost
            $pulled.RepoDigests -contains $pushed.DigestReference
            $pulled | Remove-ContainerImage | ForEach-Object Untagged
            """,
            ("image", repository + ":1"), ("second", second), ("credential", TestRegistry.Credential)).Good().Text;
        Assert.Equal([id, second, "True", repository + ":1"], outcome.Take(4));
    }
}
