namespace ContainerTools.ModuleTests.Images;

public sealed class RemoveContainerImageTagTests(RandomImages images, PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>, IClassFixture<RandomImages>
{
    private Outcome Run(string script, string repository) => session.Run(script, ("repository", repository));

    /// <summary>An image with three names.</summary>
    private string Three(string name)
    {
        var repository = images.Repository(name);
        RandomImages.Make(repository + ":1");
        RandomImages.Tag(repository + ":1", repository + ":2");
        RandomImages.Tag(repository + ":1", repository + ":3");
        return repository;
    }

    [Theory]
    [InlineData("Remove-ContainerImageTag \"${repository}:2\"")]
    [InlineData("\"${repository}:2\" | Remove-ContainerImageTag")]
    [InlineData("[pscustomobject]@{ Name = \"${repository}:2\" } | Remove-ContainerImageTag")]
    [InlineData("Remove-ContainerImageTag \"${repository}:[2]\"")]
    [InlineData("Get-ContainerImage \"${repository}:1\" | Remove-ContainerImageTag -Tag \"${repository}:2\"")]
    [InlineData("Remove-ContainerImageTag \"${repository}:1\" -Tag ':2'")]
    [InlineData("Remove-ContainerImageTag (Get-ContainerImage \"${repository}:1\").Id -Tag '*:2'")]
    public void It_takes_a_name_away_given_as(string script)
    {
        var repository = Three("remove");
        Assert.Empty(Run(script, repository).Good().Output);
        Assert.Equal(["1", "3"], RandomImages.Tags(repository));
    }

    [Fact]
    public void The_last_name_stays()
    {
        var repository = Three("last");
        var outcome = Run("Remove-ContainerImageTag \"${repository}:*\"", repository);
        Assert.Equal(["LastImageTag"], outcome.ErrorIds);
        Assert.Single(RandomImages.Tags(repository));
        Assert.Equal(["LastImageTag"], Run("Get-ContainerImage \"${repository}:*\" | Remove-ContainerImageTag -Tag '*'", repository).ErrorIds);
        Assert.Single(RandomImages.Tags(repository));
    }

    [Fact]
    public void PassThru_gives_the_image_with_what_is_left()
    {
        var repository = Three("pass");
        var image = Assert.Single(Run("Get-ContainerImage \"${repository}:1\" | Remove-ContainerImageTag -Tag ':1', ':2' -PassThru", repository).Good().Output);
        Assert.Equal(repository + ":3", image.ToString());
    }

    [Fact]
    public void What_is_not_there_is_an_error()
    {
        var repository = Three("missing");
        Assert.Equal(["ImageNotFound"], Run("Remove-ContainerImageTag \"${repository}:none\"", repository).ErrorIds);
        Assert.Equal(["ImageTagNotFound"], Run("Remove-ContainerImageTag \"${repository}:1\" -Tag ':none'", repository).ErrorIds);
        Assert.Empty(Run("Remove-ContainerImageTag \"${repository}:1\" -Tag '*none*'", repository).Good().Output);
        Assert.Equal(["TagMissing"], Run("Get-ContainerImage \"${repository}:1\" | Remove-ContainerImageTag", repository).ErrorIds);
        Assert.Equal(["1", "2", "3"], RandomImages.Tags(repository));
        var container = session.Run("Get-Container $name | Remove-ContainerImageTag", ("name", containers.Create("untag")));
        Assert.Contains("is not an image", Assert.Single(container.Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_takes_nothing_away()
    {
        var repository = Three("whatif");
        // The last of the three would be refused, and so it is not said to go.
        Assert.Equal(["LastImageTag"], Run("Remove-ContainerImageTag \"${repository}:*\" -WhatIf", repository).ErrorIds);
        Assert.Equal(["1", "2", "3"], RandomImages.Tags(repository));
    }
}
