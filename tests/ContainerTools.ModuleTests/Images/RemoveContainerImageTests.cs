namespace ContainerTools.ModuleTests.Images;

public sealed class RemoveContainerImageTests(PowerShellSession session, RandomImages images, TestImages made, TestContainers containers)
    : IClassFixture<PowerShellSession>, IClassFixture<RandomImages>, IClassFixture<TestImages>, IClassFixture<TestContainers>
{
    private (string Name, string Id) Made(string name)
    {
        var reference = images.Repository(name) + ":1";
        return (reference, RandomImages.Make(reference));
    }

    private Outcome Run(string script, string name) => session.Run(script, ("name", name), ("repository", name[..name.LastIndexOf(':')]));

    [Theory]
    [InlineData("Remove-ContainerImage $name")]
    [InlineData("$name | Remove-ContainerImage")]
    [InlineData("Get-ContainerImage $name | Remove-ContainerImage")]
    [InlineData("Remove-ContainerImage -Id (Get-ContainerImage $name).Id")]
    [InlineData("Remove-ContainerImage (Get-ContainerImage $name).ShortId")]
    [InlineData("Remove-ContainerImage \"${repository}:*\"")]
    public void It_removes_an_image_named_by(string script)
    {
        var (name, id) = Made("named");
        var removal = Assert.Single(Run(script, name).Good().Output);
        Assert.Equal((id, TestEngine.Host), (removal.Properties["ImageId"].Value, removal.Properties["EngineHost"].Value));
        Assert.Equal([name], (IEnumerable<string>)removal.Properties["Untagged"].Value);
        Assert.Contains(id, (IEnumerable<string>)removal.Properties["Deleted"].Value);
        Assert.Null(RandomImages.Id(name));
    }

    [Fact]
    public void One_name_of_several_is_taken_away_and_the_image_stays()
    {
        var (name, id) = Made("names");
        var other = name.Replace(":1", ":2", StringComparison.Ordinal);
        RandomImages.Tag(name, other);
        var removal = Assert.Single(Run("Remove-ContainerImage $name", name).Good().Output);
        Assert.Equal([name], (IEnumerable<string>)removal.Properties["Untagged"].Value);
        Assert.Empty((IEnumerable<string>)removal.Properties["Deleted"].Value);
        Assert.Equal((null, id), (RandomImages.Id(name), RandomImages.Id(other)));
    }

    [Fact]
    public void An_id_with_several_names_needs_Force()
    {
        var repository = images.Repository("forced");
        var id = RandomImages.Make(repository + ":1");
        var name = repository + "x:1";
        RandomImages.Tag(repository + ":1", name);
        var refused = session.Run("Remove-ContainerImage $id; 'after'", ("id", id));
        Assert.Equal(["after"], refused.Text);
        Assert.Equal(ErrorCategory.InvalidOperation, Assert.Single(refused.Errors).CategoryInfo.Category);
        Assert.EndsWith("(-Force)", refused.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Equal(id, RandomImages.Id(name));
        var removal = Assert.Single(session.Run("Remove-ContainerImage $id -Force", ("id", id)).Good().Output);
        Assert.Equal([repository + ":1", name], ((IEnumerable<string>)removal.Properties["Untagged"].Value).Order(StringComparer.Ordinal));
        Assert.Null(RandomImages.Id(name));
    }

    [Fact]
    public void An_image_in_use_stays_and_stops_no_other()
    {
        var used = made.Make("used", "echo 1 > /a");
        var (free, _) = Made("free");
        TestEngine.Docker("create", "--name", containers.Name("user"), "--label", containers.Label, used, "true");
        var outcome = session.Run("$used, $free | Remove-ContainerImage", ("used", used), ("free", free));
        Assert.Equal([free], outcome.Text);
        Assert.Equal(ErrorCategory.InvalidOperation, Assert.Single(outcome.Errors).CategoryInfo.Category);
        Assert.Equal(used, outcome.Errors[0].TargetObject);
        Assert.Contains("container", outcome.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("(-Force)", outcome.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.True(TestImages.Exists(used));
        Assert.Single(session.Run("Remove-ContainerImage $used -Force", ("used", used)).Good().Output);
        Assert.False(TestImages.Exists(used));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("-NoPrune", false)]
    public void Parents_go_along_unless_they_must_not(string flag, bool go)
    {
        // The parent is an image without a name: the first of the two steps.
        var name = made.Make(go ? "parents-go" : "parents-stay", "echo 1 > /a", "echo 2 > /b");
        var parent = TestEngine.Docker("image", "inspect", "--format", "{{.Parent}}", name);
        var removal = Assert.Single(session.Run($"Remove-ContainerImage $name {flag}", ("name", name)).Good().Output);
        Assert.Equal(go, ((IEnumerable<string>)removal.Properties["Deleted"].Value).Contains(parent));
        Assert.NotEqual(go, RandomImages.Id(parent) is not null);
    }

    [Fact]
    public void WhatIf_removes_nothing_and_what_has_vanished_is_no_error()
    {
        var (name, id) = Made("whatif");
        Assert.Empty(Run("Get-ContainerImage $name | Remove-ContainerImage -WhatIf", name).Good().Output);
        Assert.Equal(id, RandomImages.Id(name));
        Assert.Single(Run("$image = Get-ContainerImage $name; $image | Remove-ContainerImage; $image | Remove-ContainerImage", name).Good().Output);
        var outcome = Run("Remove-ContainerImage $name, \"${repository}:*\"", name);
        Assert.Equal(["ImageNotFound"], outcome.ErrorIds);
        Assert.Equal(name, outcome.Errors[0].TargetObject);
    }

    [Fact]
    public void A_container_is_no_image()
    {
        var outcome = session.Run("Get-Container $container | Remove-ContainerImage", ("container", containers.Create("container")));
        Assert.Contains("is not an image", Assert.Single(outcome.Errors).Exception.Message, StringComparison.Ordinal);
    }
}
