namespace ContainerTools.ModuleTests.Images;

public sealed class ConvertToContainerImageTests(PowerShellSession session, TestImages images, TestContainers containers)
    : IClassFixture<PowerShellSession>, IClassFixture<TestImages>, IClassFixture<TestContainers>
{
    private Outcome Run(string script, params (string, object?)[] variables) => session.Run(script, variables);

    [Fact]
    public void The_writable_layer_becomes_one_of_the_image()
    {
        var container = containers.Start("commit", "echo new > /new; rm /bin/cat; touch /done; sleep 1000");
        for (var i = 0; i < 100 && !TestEngine.Docker("diff", container).Contains("/done", StringComparison.Ordinal); i++) Thread.Sleep(20);
        var name = images.Name("commit");
        var image = Assert.Single(Run(
            "ConvertTo-ContainerImage $container -Repository $repository -Tag 1 -Message 'a note' -Author 'Ann <ann@example.org>' -Change 'CMD [\"echo\",\"hi\"]', 'ENV A=\"b c\"'",
            ("container", container), ("repository", name[..^2])).Good().Output);
        Assert.Equal(name, image.ToString());
        Assert.Equal(TestImages.Id(name), image.Properties["Id"].Value);
        string Inspect(string format) => TestEngine.Docker("image", "inspect", "--format", format, name);
        Assert.Equal(("[\"echo\",\"hi\"]", "a note", "Ann <ann@example.org>"), (Inspect("{{json .Config.Cmd}}"), Inspect("{{.Comment}}"), Inspect("{{.Author}}")));
        Assert.Contains("\"A=b c\"", Inspect("{{json .Config.Env}}"), StringComparison.Ordinal);
        // Where the base image has no place for docker's init, the engine makes one in the writable layer.
        Assert.Equal(
            ["Changed /bin", "Removed /bin/cat", "Added /done", "Added /new"],
            Run("(Get-ContainerImageLayer $image -IncludeFile)[-1].Files | Where-Object Path -notlike '/sbin*' | ForEach-Object { \"$($_.Kind) $($_.Path)\" }", ("image", name)).Good().Text);
        Assert.Equal(
            Run("Get-ContainerChange $container | ForEach-Object { \"$($_.Kind) $($_.Path)\" }").Good().Text.Order(StringComparer.Ordinal),
            Run("(Get-ContainerImageLayer $image -IncludeFile)[-1].Files | ForEach-Object { \"$($_.Kind) $($_.Path)\" }").Good().Text.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("-NoPause", false)]
    public void The_container_pauses_unless_it_must_not(string flag, bool pauses)
    {
        var container = containers.Start("pause" + flag.Length);
        var since = TestEngine.Docker("info", "--format", "{{.SystemTime}}");
        images.Own((string)Run($"(ConvertTo-ContainerImage $container {flag}).Id", ("container", container)).Good().Output[0].BaseObject);
        var events = TestEngine.Docker("events", "--since", since, "--until", TestEngine.Docker("info", "--format", "{{.SystemTime}}"), "--filter", "container=" + container, "--format", "{{.Action}}").Split('\n');
        Assert.Equal(pauses, events.Contains("pause"));
        Assert.Contains("commit", events);
    }

    [Theory]
    [InlineData("$container | ConvertTo-ContainerImage -Repository $name")]
    [InlineData("Get-Container $container | ConvertTo-ContainerImage -Repository $name")]
    [InlineData("ConvertTo-ContainerImage $container $name")]
    [InlineData("@{ Id = (Get-Container $container).Id } | ConvertTo-ContainerImage -Repository $name")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-Container $container))) | ConvertTo-ContainerImage -Repository $name")]
    public void Its_container_is_named_by(string script)
    {
        var suffix = "named" + Guid.NewGuid().ToString("n")[..6];
        var name = images.Name(suffix);
        Assert.Equal([name], Run(script, ("container", containers.Create(suffix)), ("name", name)).Good().Text);
    }

    [Fact]
    public void WhatIf_makes_nothing()
    {
        var name = images.Name("whatif");
        Assert.Empty(Run("ConvertTo-ContainerImage $container $name -WhatIf", ("container", containers.Create("whatif")), ("name", name)).Good().Output);
        Assert.False(TestImages.Exists(name));
    }

    [Fact]
    public void One_name_is_not_given_to_two_images()
    {
        var both = new[] { containers.Create("two-a"), containers.Create("two-b") };
        var outcome = Run("ConvertTo-ContainerImage $both $name", ("both", both), ("name", images.Name("two")));
        Assert.Equal(["ImageNameTaken"], outcome.ErrorIds);
        Assert.Equal([images.Name("two")], outcome.Text);
        foreach (var image in Run("ConvertTo-ContainerImage $both").Good().Output) images.Own((string)image.Properties["Id"].Value);
    }

    [Theory]
    [InlineData("ConvertTo-ContainerImage $none x", "ContainerNotFound")]
    [InlineData("ConvertTo-ContainerImage $container Upper", "ImageReferenceInvalid")]
    [InlineData("ConvertTo-ContainerImage $container a:1 2", "ImageReferenceInvalid")]
    [InlineData("ConvertTo-ContainerImage $container -Tag 1", "TagWithoutRepository")]
    [InlineData("ConvertTo-ContainerImage $container -Change 'RUN make'", "RequestRefused")]
    public void What_is_wrong_is_said(string script, string id)
    {
        var outcome = Run(script + "; 'after'", ("container", containers.Create("wrong" + Guid.NewGuid().ToString("n")[..6])), ("none", containers.Name("none")));
        Assert.Equal([id], outcome.ErrorIds);
    }

    [Fact]
    public void An_image_is_no_container() =>
        Assert.Contains("is not a container", Assert.Single(Run("Get-ContainerImage $image | ConvertTo-ContainerImage", ("image", TestEngine.Image)).Errors).Exception.Message, StringComparison.Ordinal);
}
