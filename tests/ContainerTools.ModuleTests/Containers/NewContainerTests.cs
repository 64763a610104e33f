namespace ContainerTools.ModuleTests.Containers;

/// <summary>What the differential tests do not show: how it behaves. What it sends is theirs.</summary>
public sealed class NewContainerTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    private Outcome Run(string script, params (string, object?)[] more) => session.Run(script, [("image", TestEngine.Image), ("label", containers.Label), .. more]);

    [Fact]
    public void It_gives_the_container_that_was_made_and_does_not_start_it()
    {
        var name = containers.Name("made");
        var outcome = Run("$c = New-Container $image -Name $name -Label $label; $c.Name; $c.State; $c.GetType().Name; $c.Id.Length", ("name", name)).Good();
        Assert.Equal([name, "Created", "Container", "64"], outcome.Text);
    }

    [Fact]
    public void It_is_piped_to_what_starts_it()
    {
        var name = containers.Name("piped");
        Assert.Equal(["Running"], Run("(New-Container $image -Name $name -Label $label -Command sleep, 1000 | Start-Container -PassThru).State", ("name", name)).Good().Text);
    }

    [Fact]
    public void A_name_that_is_taken_is_an_error_and_the_other_stays()
    {
        var name = containers.Create("taken");
        var before = TestEngine.Docker("inspect", "--format", "{{.Id}}", name);
        var outcome = Run("New-Container $image -Name $name -Label $label", ("name", name));
        Assert.Equal(["ContainerAlreadyExists"], outcome.ErrorIds);
        Assert.Equal(System.Management.Automation.ErrorCategory.ResourceExists, outcome.Errors[0].CategoryInfo.Category);
        Assert.Equal(before, TestEngine.Docker("inspect", "--format", "{{.Id}}", name));
    }

    [Theory]
    [InlineData("-AutoRemove -RestartPolicy always", "ParametersConflict")]
    [InlineData("-HealthCheck 'true' -NoHealthCheck", "ParametersConflict")]
    [InlineData("-MacAddress 02:42:ac:11:00:07 -Network 'name=n,mac-address=02:42:ac:11:00:08'", "ParametersConflict")]
    [InlineData("-LinkLocalIPAddress 169.254.1.2 -Network 'name=n,link-local-ip=169.254.1.3'", "ParametersConflict")]
    [InlineData("-MacAddress 02:42", "MacAddressInvalid")]
    [InlineData("-LinkLocalIPAddress here", "IPAddressInvalid")]
    [InlineData("-LabelFile /no/such/file", "LabelFileInvalid")]
    public void What_does_not_go_together_is_refused_before_any_request(string parameters, string id)
    {
        var name = containers.Name("conflict" + Guid.NewGuid().ToString("n")[..6]);
        Assert.Equal([id], Run($"New-Container $image -Name $name -Label $label {parameters}", ("name", name)).ErrorIds);
        Assert.Equal("", TestEngine.Docker("ps", "--all", "--quiet", "--filter", "name=" + name));
    }

    [Theory]
    [InlineData("-Publish 80:90:100:110", "80:90:100:110")]
    [InlineData("-Publish 80-82:90-91", "80-82:90-91")]
    [InlineData("-Memory 12q", "12q")]
    [InlineData("-Volume a:b:c:d:e", "a:b:c:d:e")]
    [InlineData("-Mount 'type=bind,target=/x,nonsense=1'", "nonsense")]
    [InlineData("-RestartPolicy sometimes", "sometimes")]
    [InlineData("-Ulimit nofile", "nofile")]
    [InlineData("-DeviceReadBps /dev/null", "/dev/null")]
    [InlineData("-DeviceWriteIOps /dev/null:1m", "1m")]
    [InlineData("-BlkioWeightDevice /dev/null:5", "from 10 to 1000")]
    [InlineData("-Environment '=x'", "no key before '='")]
    [InlineData("-Name 'a b'", "a b")]
    public void A_refusal_names_the_word_that_is_wrong(string parameters, string word)
    {
        var outcome = Run($"New-Container $image -Label $label {parameters}");
        Assert.Empty(outcome.Output);
        Assert.Contains(word, Assert.Single(outcome.Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_of_the_storage_driver_reach_it()
    {
        // What a driver makes of them is its own affair: that it says the same to docker's client shows that it got them.
        var docker = Assert.Throws<InvalidOperationException>(() => TestEngine.Docker("create", "--storage-opt", "no-such-option=1", TestEngine.Image));
        var refusal = Assert.Single(Run("New-Container $image -Label $label -StorageOption no-such-option=1").Errors).Exception.Message;
        Assert.Contains(docker.Message.Split("daemon: ")[1].Trim(), refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_makes_nothing()
    {
        var name = containers.Name("whatif");
        Assert.Empty(Run("New-Container $image -Name $name -Label $label -WhatIf", ("name", name)).Good().Output);
        Assert.Equal("", TestEngine.Docker("ps", "--all", "--quiet", "--filter", "name=" + name));
    }

    [Fact]
    public void A_relative_source_is_of_the_current_location()
    {
        using var folder = new TestFolder();
        var name = containers.Name("relative");
        Run("$null = $ExecutionContext.SessionState.Path.SetLocation($folder); New-Container $image -Name $name -Label $label -Volume ./data:/data, .:/app",
            ("name", name), ("folder", Directory.CreateDirectory(folder["data"]).Parent!.FullName)).Good();
        Assert.Equal($"[\"{folder["data"]}:/data\",\"{folder.Path}:/app\"]", TestEngine.Docker("inspect", "--format", "{{json .HostConfig.Binds}}", name));
    }
}
