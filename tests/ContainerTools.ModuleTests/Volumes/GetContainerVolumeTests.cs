namespace ContainerTools.ModuleTests.Volumes;

public sealed class GetContainerVolumeTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    [Fact]
    public void It_lists_what_docker_lists()
    {
        containers.Volume("listed");
        // Other tests make and remove theirs meanwhile: what has been there before and after must be in the list.
        var (before, all, after) = (Docker(), session.Run("Get-ContainerVolume | ForEach-Object { \"$($_.Driver) $($_.Name) $($_.Scope) $($_.Mountpoint)\" }").Good().Text, Docker());
        Assert.Empty(before.Intersect(after).Except(all));
        Assert.Equal(before.Where(line => line.Contains(containers.Prefix, StringComparison.Ordinal)), all.Where(line => line.Contains(containers.Prefix, StringComparison.Ordinal)));
        static string[] Docker() => TestEngine.Docker("volume", "ls", "--format", "{{.Driver}} {{.Name}} {{.Scope}} {{.Mountpoint}}").Split('\n');
    }

    [Fact]
    public void It_says_who_uses_it()
    {
        var name = containers.Volume("used", "--label", "purpose=test");
        var running = containers.Start("user-run", "sleep 1000", "--volume", name + ":/data");
        var stopped = containers.Create("user-new", "exit 0", "--volume", name + ":/other:ro");
        var users = session.Run("(Get-ContainerVolume $name).UsedBy | ForEach-Object { \"$_ $($_.State) $($_.Destination) $($_.ReadWrite) $($_.Volume -eq $name)\" }; (Get-ContainerVolume $name).UsedBy | Get-Container | ForEach-Object Name", ("name", name)).Good().Text;
        Assert.Equal([$"{stopped} Created /other False True", $"{running} Running /data True True", stopped, running], users);
        var volume = Assert.Single(session.Run("Get-ContainerVolume $name").Good().Output);
        object? Of(string property) => volume.Properties[property].Value;
        Assert.Equal((null, null, false, TestEngine.Host), (Of("Size"), Of("RefCount"), Of("Anonymous"), Of("EngineHost")));
        Assert.Equal("test", ((IReadOnlyDictionary<string, string>)Of("Labels")!)["purpose"]);
        Assert.InRange(DateTimeOffset.UtcNow - (DateTimeOffset)Of("Created")!, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void Sizes_are_the_engines_own_and_only_measured_when_asked_for()
    {
        var name = containers.Filled("sized", "head -c 123456 /dev/zero >a; mkdir b; head -c 1000 /dev/zero >b/c");
        containers.Create("sized", "exit 0", "--volume", name + ":/data");
        Assert.Equal(["124456 1", "124456 1"], session.Run("Get-ContainerVolume $name -Size | ForEach-Object { \"$($_.Size) $($_.RefCount)\" }; Get-ContainerVolume $name | Get-ContainerVolume -Size | ForEach-Object { \"$($_.Size) $($_.RefCount)\" }", ("name", name)).Good().Text);
    }

    [Fact]
    public void Filters_narrow_it()
    {
        var (free, used) = (containers.Volume("filter-free"), containers.Volume("filter-used", "--label", "tier=back"));
        containers.Create("filter", "exit 0", "--volume", used + ":/data");
        IReadOnlyList<string> Run(string filter) => session.Run($"Get-ContainerVolume $pattern {filter} | ForEach-Object Name", ("pattern", containers.Name("filter-*")), ("label", containers.Label)).Good().Text;
        Assert.Equal([free, used], Run(""));
        Assert.Equal([free, used], Run("-Driver local -Scope Local -Label $label"));
        Assert.Empty(Run("-Driver nosuch"));
        Assert.Empty(Run("-Scope global"));
        Assert.Equal([used], Run("-Label tier"));
        Assert.Equal([used], Run("-Label @{ tier = 'back' }, $label"));
        Assert.Empty(Run("-Label tier=front"));
        Assert.Equal([used], Run("-Filter @{ label = 'tier=back' }"));
        Assert.Equal([free], Run("-Dangling"));
        Assert.Equal([used], Run("-Dangling:$false"));
    }

    [Fact]
    public void An_anonymous_volume_is_told_by_its_name()
    {
        var name = containers.Create("anonymous", "exit 0", "--volume", "/data");
        var volume = session.Run("(Get-Container $name).Mounts.Name | Get-ContainerVolume | ForEach-Object { \"$($_.Anonymous) $($_.UsedBy)\" }", ("name", name)).Good().Text;
        Assert.Equal(["True " + name], volume);
    }

    [Fact]
    public void It_is_named_in_every_form()
    {
        var name = containers.Volume("forms");
        var outcome = session.Run(
            """
            $v = Get-ContainerVolume $name
            ($v | Get-ContainerVolume).Name
            ([System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($v)) | Get-ContainerVolume).Name
            ([pscustomobject]@{ Name = $name } | Get-ContainerVolume).Name
            ([pscustomobject]@{ Name = $name; EngineHost = $v.EngineHost } | Get-ContainerVolume).EngineHost
            (@{ Name = $name } | Get-ContainerVolume).Name
            ($name | Get-ContainerVolume).Name
            (Get-ContainerVolume $name -Detailed).Raw.Name
            """, ("name", name)).Good().Text;
        Assert.Equal([name, name, name, TestEngine.Host, name, name, name], outcome);
    }

    [Fact]
    public void What_is_not_there_is_an_error_and_other_kinds_are_refused()
    {
        var none = containers.Name("none");
        var outcome = session.Run("Get-ContainerVolume $none; Get-ContainerVolume \"$none*\"; Get-Container $other | Get-ContainerVolume; [pscustomobject]@{ Id = 1 } | Get-ContainerVolume; 'after'", ("none", none), ("other", containers.Create("other")));
        Assert.Equal(["after"], outcome.Text);
        Assert.Equal(["VolumeNotFound", "ParameterArgumentTransformationError", "ParameterArgumentTransformationError"], outcome.ErrorIds);
        Assert.Equal((none, ErrorCategory.ObjectNotFound), (outcome.Errors[0].TargetObject, outcome.Errors[0].CategoryInfo.Category));
        Assert.Contains("A container is not a volume", outcome.Errors[1].Exception.Message, StringComparison.Ordinal);
        Assert.Contains("without a value in 'Name'", outcome.Errors[2].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_engines_are_asked_and_one_that_is_not_there_is_an_error()
    {
        var outcome = session.Run("Get-ContainerVolume $name -EngineHost unix:///nowhere/engine.sock, $engine | ForEach-Object EngineHost", ("name", containers.Volume("where")), ("engine", TestEngine.Host));
        Assert.Equal([TestEngine.Host], outcome.Text);
        Assert.Equal(["EngineUnreachable"], outcome.ErrorIds);
    }

    [Fact]
    public void A_table_shows_who_uses_it()
    {
        var name = containers.Filled("view", "head -c 1500 /dev/zero >a");
        var user = containers.Create("viewer", "exit 0", "--volume", name + ":/data");
        var table = ShellProcess.Command($"Import-Module '{TestEngine.Manifest}'; Get-ContainerVolume {name} -Size").Good().Output;
        Assert.Matches($@"Name +Driver +Size +Created +Used by\s+[\s-]+{name} +local +1.5kB +.+ ago +{user}", table);
    }
}
