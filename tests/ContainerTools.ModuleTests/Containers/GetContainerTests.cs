namespace ContainerTools.ModuleTests.Containers;

public sealed class GetContainerTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    [Fact]
    public void It_lists_what_docker_lists()
    {
        containers.Start("list-a");
        containers.Start("list-b", "exit 3");
        containers.Create("list-c");
        var names = session.Run("Get-Container -Label $label | Where-Object Name -like '*-list-*' | ForEach-Object Name", ("label", containers.Label)).Good().Text;
        var docker = TestEngine.Docker("ps", "--all", "--filter", "label=" + containers.Label, "--filter", "name=-list-", "--format", "{{.Names}}").Split('\n');
        Assert.Equal(docker, names);
    }

    [Fact]
    public void Its_values_are_dockers()
    {
        var name = containers.Start("values", "sleep 1000", "--label", "a=1,2=3", "--publish", "127.0.0.1::80", "--memory", "64m", "--env", "X=a=b", "--workdir", "/tmp", "--user", "65534:65534");
        var c = Assert.Single(session.Run("Get-Container $name -Detailed", ("name", name)).Good().Output);
        string Inspect(string format) => TestEngine.Docker("inspect", "--format", format, name);
        Assert.Equal(Inspect("{{.Id}}"), c.Properties["Id"].Value);
        Assert.Equal("Running", c.Properties["State"].Value.ToString());
        Assert.Equal(long.Parse(Inspect("{{.HostConfig.Memory}}"), System.Globalization.CultureInfo.InvariantCulture), c.Properties["MemoryLimit"].Value);
        Assert.Equal("1,2=3", ((IReadOnlyDictionary<string, string>)c.Properties["Labels"].Value)["a"]);
        Assert.Equal("a=b", ((IReadOnlyDictionary<string, string>)c.Properties["Environment"].Value)["X"]);
        Assert.Equal(("/tmp", "65534:65534"), (c.Properties["WorkingDirectory"].Value, c.Properties["User"].Value));
        Assert.Equal(TestEngine.Docker("port", name, "80/tcp"), session.Run("$p = (Get-Container $name).Ports; \"$($p.HostIP):$($p.HostPort)\"", ("name", name)).Good().Text[0]);
        Assert.Equal(Inspect("{{.HostConfig.Runtime}}"), session.Run("(Get-Container $name -Detailed).Raw.HostConfig.Runtime", ("name", name)).Good().Text[0]);
    }

    [Theory]
    [InlineData("Get-Container $name")]
    [InlineData("Get-Container ($name.ToUpperInvariant())")]
    [InlineData("Get-Container ($name.Substring(0, $name.Length - 1) + '?')")]
    [InlineData("Get-Container -Id (Get-Container $name).Id")]
    [InlineData("Get-Container -Id (Get-Container $name).ShortId")]
    [InlineData("$name | Get-Container")]
    [InlineData("Get-Container $name | Get-Container")]
    [InlineData("[pscustomobject]@{ Name = $name } | Get-Container")]
    [InlineData("@{ Id = (Get-Container $name).Id } | Get-Container")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-Container $name))) | Get-Container")]
    public void It_finds_a_container_by(string script)
    {
        var name = containers.Start("found" + Guid.NewGuid().ToString("n")[..6]);
        Assert.Equal([name], session.Run(script, ("name", name)).Good().Text);
    }

    [Fact]
    public void Filters_narrow_the_list()
    {
        var running = containers.Start("filter-run", "sleep 1000", "--label", "tier=front");
        var stopped = containers.Start("filter-end", "exit 0", "--label", "tier=back");
        TestEngine.Docker("wait", stopped);
        // An engine may list it as running for a moment more.
        for (var i = 0; i < 200 && TestEngine.Docker("ps", "--quiet", "--filter", "name=" + stopped).Length > 0; i++) Thread.Sleep(20);
        (string, object?)[] variables = [("label", containers.Label), ("run", running), ("end", stopped)];
        Assert.Equal([running], session.Run("Get-Container *-filter-* -State Running -Label $label", variables).Good().Text);
        Assert.Equal([stopped], session.Run("Get-Container -State Exited, Dead -Label $label, 'tier=back'", variables).Good().Text);
        Assert.Equal([running], session.Run("Get-Container -Label @{ tier = 'front' } -Filter @{ label = $label }", variables).Good().Text);
        Assert.Equal([stopped, running], session.Run("Get-Container *-filter-* -Image busybox -Label $label", variables).Good().Text);
        Assert.Empty(session.Run("Get-Container $run -State Paused", variables).Good().Text);
    }

    [Fact]
    public void What_has_ended_says_when_and_what_never_did_says_nothing()
    {
        var ended = containers.Start("when-end", "sleep 0.3; exit 7");
        TestEngine.Docker("wait", ended);
        var created = containers.Create("when-new");
        var values = session.Run("Get-Container $names | ForEach-Object { \"$($_.ExitCode)|$($null -ne $_.FinishedAt)|$($_.FinishedAt -gt $_.StartedAt)\" }", ("names", new[] { ended, created })).Good().Text;
        Assert.Equal(["7|True|True", "|False|False"], values.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_name_that_is_not_there_is_an_error_and_a_pattern_is_not()
    {
        var name = containers.Start("there");
        var outcome = session.Run("Get-Container $none, $name; Get-Container \"$none*\"; 'after'", ("none", containers.Name("none")), ("name", name));
        Assert.Equal([name, "after"], outcome.Text);
        Assert.Equal(["ContainerNotFound"], outcome.ErrorIds);
        Assert.Equal(containers.Name("none"), outcome.Errors[0].TargetObject);
        Assert.Equal(ErrorCategory.ObjectNotFound, outcome.Errors[0].CategoryInfo.Category);
    }

    [Fact]
    public void An_id_that_fits_several_is_refused()
    {
        // Of seventeen ids two begin with the same digit.
        var firsts = new HashSet<char>();
        var shared = '\0';
        for (var i = 0; shared == '\0'; i++)
        {
            var digit = TestEngine.Docker("inspect", "--format", "{{.Id}}", containers.Create($"many-{i}"))[0];
            if (!firsts.Add(digit)) shared = digit;
        }
        var outcome = session.Run("Get-Container -Id $digit", ("digit", shared.ToString()));
        Assert.Empty(outcome.Output);
        Assert.Equal(["ContainerAmbiguous"], outcome.ErrorIds);
    }

    [Fact]
    public void A_name_given_as_an_id_is_told_to_be_one()
    {
        var outcome = session.Run("Get-Container -Id $name, zzz", ("name", containers.Create("named")));
        Assert.Equal(["ContainerNotFound", "ContainerNotFound"], outcome.ErrorIds);
        Assert.Contains("without -Id", outcome.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Contains("Get-Container lists", outcome.Errors[1].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaving_the_pipeline_early_leaves_the_script_running()
    {
        containers.Start("early-1");
        containers.Start("early-2");
        var outcome = session.Run("foreach ($once in 1) { Get-Container -Label $label | ForEach-Object { $_.Name; break } }; 'after'", ("label", containers.Label)).Good();
        Assert.Equal(2, outcome.Text.Count);
        Assert.Equal("after", outcome.Text[1]);
    }

    [Fact]
    public void An_image_is_not_a_container()
    {
        var outcome = session.Run("Get-ContainerImage $image | Get-Container", ("image", TestEngine.Image));
        Assert.Empty(outcome.Output);
        Assert.Contains("image is not a container", Assert.Single(outcome.Errors).Exception.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Of_two_engines_the_dead_one_is_an_error_beside_the_others_answer()
    {
        var name = containers.Start("fleet");
        var outcome = session.Run("Get-Container -EngineHost $hosts -Label $label | Where-Object Name -eq $name", ("hosts", new[] { "unix:///nowhere/engine.sock", TestEngine.Host }), ("label", containers.Label), ("name", name));
        Assert.Equal([name], outcome.Text);
        Assert.Equal(["EngineUnreachable"], outcome.ErrorIds);
    }
}
