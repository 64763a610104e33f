namespace ContainerTools.ModuleTests.Images;

public sealed class AddContainerImageTagTests(RandomImages images, PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>, IClassFixture<RandomImages>
{
    private Outcome Run(string script, string repository) => session.Run(script, ("repository", repository));

    [Theory]
    [InlineData("Add-ContainerImageTag \"${repository}:1\" \"${repository}:new\"")]
    [InlineData("Add-ContainerImageTag -Name \"${repository}:1\" -Tag \"${repository}:new\"")]
    [InlineData("\"${repository}:1\" | Add-ContainerImageTag -Tag ':new'")]
    [InlineData("Get-ContainerImage \"${repository}:1\" | Add-ContainerImageTag -Tag ':new'")]
    [InlineData("Add-ContainerImageTag (Get-ContainerImage \"${repository}:1\").Id \"${repository}:new\"")]
    [InlineData("Add-ContainerImageTag (Get-ContainerImage \"${repository}:1\").ShortId -Tag ':new'")]
    [InlineData("Add-ContainerImageTag \"${repository}:*\" -Tag ':new'")]
    public void It_names_an_image_given_as(string script)
    {
        var repository = images.Repository("add");
        var id = RandomImages.Make(repository + ":1");
        Assert.Empty(Run(script, repository).Good().Output);
        Assert.Equal(id, RandomImages.Id(repository + ":new"));
    }

    [Fact]
    public void PassThru_gives_the_image_under_its_new_name()
    {
        var repository = images.Repository("pass");
        RandomImages.Make(repository + ":1");
        var image = Assert.Single(Run("Add-ContainerImageTag \"${repository}:1\" \"${repository}:zz\", ':yy' -PassThru", repository).Good().Output);
        Assert.Equal(repository + ":zz", image.ToString());
        Assert.Equal([repository + ":zz", repository + ":1", repository + ":yy"], (IEnumerable<string>)image.Properties["RepoTags"].Value);
        Assert.Equal([repository + ":latest"], Run("Add-ContainerImageTag \"${repository}:1\" $repository -PassThru", repository).Good().Text);
    }

    [Fact]
    public void A_name_moves_from_another_image()
    {
        var repository = images.Repository("move");
        var first = RandomImages.Make(repository + ":1");
        RandomImages.Make(repository + ":2");
        Run("Add-ContainerImageTag \"${repository}:1\" \"${repository}:2\"", repository).Good();
        Assert.Equal(first, RandomImages.Id(repository + ":2"));
    }

    [Theory]
    [InlineData("Add-ContainerImageTag \"${repository}:1\" 'Upper:1'", "ImageReferenceInvalid")]
    [InlineData("Add-ContainerImageTag \"${repository}:1\" ':a b'", "ImageReferenceInvalid")]
    [InlineData("Add-ContainerImageTag \"${repository}:1\" \"${repository}@sha256:ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\"", "ImageReferenceInvalid")]
    public void What_is_no_tag_ends_it(string script, string id)
    {
        var repository = images.Repository("bad");
        RandomImages.Make(repository + ":1");
        Assert.Equal([id], Run(script, repository).ErrorIds);
    }

    [Fact]
    public void An_image_without_a_repository_needs_the_whole_name()
    {
        var dangling = TestEngine.Docker("commit", containers.Create("holds"));
        Assert.Equal(["ImageUnnamed"], session.Run("Add-ContainerImageTag $id -Tag ':x'", ("id", dangling)).ErrorIds);
        Assert.Equal(["ImageUnnamed"], session.Run("Get-ContainerImage -Id $id | Add-ContainerImageTag -Tag ':x'", ("id", dangling)).ErrorIds);
        RandomImages.Remove(dangling);
    }

    [Fact]
    public void WhatIf_names_nothing_and_what_is_not_there_is_an_error()
    {
        var repository = images.Repository("whatif");
        RandomImages.Make(repository + ":1");
        Assert.Empty(Run("Add-ContainerImageTag \"${repository}:1\" \"${repository}:2\" -PassThru -WhatIf", repository).Good().Output);
        Assert.Null(RandomImages.Id(repository + ":2"));
        Assert.Equal(["ImageNotFound"], Run("Add-ContainerImageTag \"${repository}:none\" ':2'", repository).ErrorIds);
        var container = session.Run("Get-Container $name | Add-ContainerImageTag -Tag 'a:1'", ("name", containers.Create("tag")));
        Assert.Contains("is not an image", Assert.Single(container.Errors).Exception.Message, StringComparison.Ordinal);
    }
}
