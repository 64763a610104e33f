using System.Diagnostics;
using ContainerTools.ModuleTests.Registries;

namespace ContainerTools.ModuleTests.Images;

[Collection(RegistryCollection.Name)]
public sealed class PublishContainerImageTests(TestRegistry registry, PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    private Outcome Run(string script, string image, PSCredential? credential = null) =>
        session.Run(script, ("image", image), ("credential", credential ?? TestRegistry.Credential));

    [Theory]
    [InlineData("Publish-ContainerImage $image -Credential $credential")]
    [InlineData("Publish-ContainerImage -Name $image -Credential $credential")]
    [InlineData("$image | Push-ContainerImage -Credential $credential")]
    [InlineData("Get-ContainerImage $image | Submit-ContainerImage -Credential $credential")]
    [InlineData("[pscustomobject]@{ Name = $image } | Publish-ContainerImage -Credential $credential")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-ContainerImage $image))) | Publish-ContainerImage -Credential $credential")]
    public void It_pushes_an_image_named_by(string script)
    {
        var repository = registry.Repository("push");
        RandomImages.Make(repository + ":1.0");
        var result = Assert.Single(Run(script, repository + ":1.0").Good().Output);
        var digest = registry.Digest(repository + ":1.0");
        Assert.NotNull(digest);
        Assert.Equal(
            (repository + ":1.0", repository, "1.0", digest, $"{repository}@{digest}", TestEngine.Host),
            (result.ToString(), (string)result.Properties["Repository"].Value, (string)result.Properties["Tag"].Value, (string)result.Properties["Digest"].Value,
                (string)result.Properties["DigestReference"].Value, (string)result.Properties["EngineHost"].Value));
        Assert.True((long)result.Properties["Size"].Value > 0);
        Assert.Contains($"{repository}@{digest}", TestEngine.Docker("inspect", "--format", "{{json .RepoDigests}}", repository + ":1.0"), StringComparison.Ordinal);
    }

    [Fact]
    public void One_platform_is_pushed_where_the_engine_can_do_that()
    {
        var image = registry.Repository("platform") + ":1";
        RandomImages.Make(image);
        var platform = TestEngine.Docker("image", "inspect", "--format", "{{.Os}}/{{.Architecture}}", image);
        if (TestEngine.ApiVersion < new Version(1, 46))
        {
            Assert.Equal(["NotSupportedByEngine"], Run($"Publish-ContainerImage $image -Credential $credential -Platform {platform}", image).ErrorIds);
            Assert.Null(registry.Digest(image));
            return;
        }
        Assert.Single(Run("Publish-ContainerImage $image -Credential $credential -Platform linux/s390x", image).Errors);
        Assert.Null(registry.Digest(image));
        Run($"Publish-ContainerImage $image -Credential $credential -Platform {platform}", image).Good();
        Assert.NotNull(registry.Digest(image));
    }

    [Fact]
    public void Without_a_tag_it_is_latest_and_with_AllTags_every_one()
    {
        var repository = registry.Repository("tags");
        RandomImages.Make(repository + ":latest");
        RandomImages.Tag(repository + ":latest", repository + ":two");
        Assert.Equal([repository + ":latest"], Run("Publish-ContainerImage $image -Credential $credential", repository).Good().Text);
        Assert.Null(registry.Digest(repository + ":two"));
        Assert.Equal([repository + ":latest", repository + ":two"], Run("Publish-ContainerImage $image -AllTags -Credential $credential", repository).Good().Text.Order(StringComparer.Ordinal));
        Assert.Equal(registry.Digest(repository + ":latest"), registry.Digest(repository + ":two"));
    }

    [Fact]
    public void Several_come_in_the_order_of_the_input_and_a_failure_stops_none()
    {
        var repository = registry.Repository("several");
        foreach (var tag in new[] { "a", "b", "c" }) RandomImages.Make($"{repository}:{tag}");
        var outcome = session.Run("'c', 'none', 'a', 'b' | ForEach-Object { \"${repository}:$_\" } | Publish-ContainerImage -Credential $credential", ("repository", repository), ("credential", TestRegistry.Credential));
        Assert.Equal([repository + ":c", repository + ":a", repository + ":b"], outcome.Text);
        Assert.Equal(["ImageNotFound"], outcome.ErrorIds);
        Assert.Equal(repository + ":none", outcome.Errors[0].TargetObject);
    }

    [Fact]
    public void A_digest_is_refused_and_so_is_a_tag_with_AllTags()
    {
        var repository = registry.Repository("refused");
        TestRegistry.PushImage(repository + ":1");
        var digest = registry.Digest(repository + ":1");
        Assert.Equal(["DigestCannotBePushed"], Run("Publish-ContainerImage $image -Credential $credential", $"{repository}@{digest}").ErrorIds);
        Assert.Equal(["TagWithAllTags"], Run("Publish-ContainerImage $image -AllTags -Credential $credential", repository + ":1").ErrorIds);
        Assert.Equal(["ImageIdCannotBeTransferred"], Run("Publish-ContainerImage (Get-ContainerImage $image).Id", repository + ":1").ErrorIds);
        Assert.Equal(["ImageIdCannotBeTransferred"], Run("Publish-ContainerImage (Get-ContainerImage $image).ShortId", repository + ":1").ErrorIds);
    }

    [Fact]
    public void Wrong_credentials_are_an_error_and_so_are_none()
    {
        var repository = registry.Repository("denied");
        RandomImages.Make(repository + ":1");
        var wrong = Run("Publish-ContainerImage $image -Credential $credential", repository + ":1", TestRegistry.WrongCredential);
        Assert.Equal(["AccessDenied"], wrong.ErrorIds);
        Assert.Equal(ErrorCategory.PermissionDenied, wrong.Errors[0].CategoryInfo.Category);
        Assert.Equal(repository + ":1", wrong.Errors[0].TargetObject);
        Assert.Contains("Connect-ContainerRegistry", wrong.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["AccessDenied"], Run("Publish-ContainerImage $image", repository + ":1").ErrorIds);
        Assert.Null(registry.Digest(repository + ":1"));
        var stopped = Run("Publish-ContainerImage $image -ErrorAction Stop; 'never'", repository + ":1");
        Assert.Empty(stopped.Output);
        Assert.StartsWith("AccessDenied,", stopped.FailureRecord!.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_pushes_nothing()
    {
        var repository = registry.Repository("whatif");
        RandomImages.Make(repository + ":1");
        Assert.Empty(Run("Publish-ContainerImage $image -Credential $credential -WhatIf; Publish-ContainerImage $image -Credential $credential -Confirm:$false -WhatIf", repository + ":1").Good().Output);
        Assert.Null(registry.Digest(repository + ":1"));
        Assert.Equal(["ImageNotFound"], Run("Publish-ContainerImage $image -WhatIf", repository + ":none").ErrorIds);
    }

    [Fact]
    public void A_container_is_no_image()
    {
        var name = containers.Create("push");
        var outcome = session.Run("Get-Container $name | Publish-ContainerImage", ("name", name));
        Assert.Empty(outcome.Output);
        Assert.Contains("is not an image", Assert.Single(outcome.Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_shows_layers_a_few_times_a_second_and_goes_away()
    {
        using var proxy = new FaultProxy(registry.Address);
        proxy.When("*").Slow(2_000_000);
        var repository = registry.Repository("progress", proxy);
        RandomImages.Make(repository + ":1", 4_000_000);
        var watch = Stopwatch.StartNew();
        var progress = Run("Publish-ContainerImage $image -Credential $credential", repository + ":1").Good().Progress;
        var seconds = watch.Elapsed.TotalSeconds;
        var parent = Assert.Single(progress.Where(p => p.ParentActivityId < 0).Select(p => p.ActivityId).Distinct());
        var layer = Assert.Single(progress.Where(p => p.ParentActivityId == parent).Select(p => p.ActivityId).Distinct());
        foreach (var id in new[] { parent, layer })
        {
            var records = progress.Where(p => p.ActivityId == id).ToList();
            Assert.InRange(records.Count, 2, seconds * 5 + 2);
            Assert.Equal(ProgressRecordType.Completed, records[^1].RecordType);
            Assert.Single(records, p => p.RecordType == ProgressRecordType.Completed);
        }
        Assert.Contains(progress, p => p.ActivityId == layer && p.StatusDescription.StartsWith("Pushing", StringComparison.Ordinal) && p.StatusDescription.Contains("MB", StringComparison.Ordinal));
    }

    [Fact]
    public void A_registry_that_dies_in_the_middle_is_an_error()
    {
        using var proxy = new FaultProxy(registry.Address);
        proxy.When("PUT */manifests/*").Die();
        var repository = registry.Repository("dies", proxy);
        RandomImages.Make(repository + ":1");
        var outcome = Run("Publish-ContainerImage $image -Credential $credential", repository + ":1");
        Assert.Empty(outcome.Output);
        Assert.Equal(["RegistryUnreachable"], outcome.ErrorIds);
        Assert.Equal(ErrorCategory.ConnectionError, outcome.Errors[0].CategoryInfo.Category);
    }

    [Fact]
    public void A_registry_that_comes_back_gets_the_image_after_all()
    {
        using var proxy = new FaultProxy(registry.Address);
        proxy.When("PATCH *").Once().CutRequestAfter(0);
        var repository = registry.Repository("recovers", proxy);
        RandomImages.Make(repository + ":1", 100_000);
        var outcome = Run("Publish-ContainerImage $image -Credential $credential", repository + ":1").Good();
        Assert.Equal([repository + ":1"], outcome.Text);
        Assert.Contains(outcome.Progress, p => p.StatusDescription.StartsWith("Retrying", StringComparison.Ordinal));
    }

    [Fact]
    public void Stopping_is_at_once()
    {
        using var proxy = new FaultProxy(registry.Address);
        proxy.When("*").Slow(200_000);
        var repository = registry.Repository("stop", proxy);
        RandomImages.Make(repository + ":1", 4_000_000);
        session.StopsAtOnce("'begun'; Publish-ContainerImage $image -Credential $credential", 1, ("image", repository + ":1"), ("credential", TestRegistry.Credential));
        Assert.Null(registry.Digest($"{registry.Address}/{repository[(repository.IndexOf('/', StringComparison.Ordinal) + 1)..]}:1"));
    }
}
