namespace ContainerTools.ModuleTests.Volumes;

public sealed class RemoveContainerVolumeTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    [Theory]
    [InlineData("Remove-ContainerVolume $name")]
    [InlineData("$name | Remove-ContainerVolume")]
    [InlineData("Remove-ContainerVolume ($name.Substring(0, $name.Length - 1) + '?')")]
    [InlineData("Get-ContainerVolume $name | Remove-ContainerVolume -Force")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-ContainerVolume $name))) | Remove-ContainerVolume")]
    [InlineData("[pscustomobject]@{ Name = $name } | Remove-ContainerVolume")]
    public void It_removes_a_volume_given_as(string script)
    {
        var name = containers.Volume("gone" + Guid.NewGuid().ToString("n")[..6]);
        Assert.Empty(session.Run(script, ("name", name)).Good().Output);
        Assert.Null(TestVolumes.Inspect(name));
    }

    [Fact]
    public void One_in_use_says_who_holds_it_and_the_others_go()
    {
        var (used, free) = (containers.Volume("used"), containers.Volume("free"));
        var (one, two) = (containers.Start("hold-1", "sleep 1000", "--volume", used + ":/a"), containers.Create("hold-2", "exit 0", "--volume", used + ":/b"));
        var error = Assert.Single(session.Run("Remove-ContainerVolume $used, $free -Force", ("used", used), ("free", free)).Errors);
        Assert.Equal(("VolumeInUse", ErrorCategory.InvalidOperation, used), (error.FullyQualifiedErrorId.Split(',')[0], error.CategoryInfo.Category, error.TargetObject));
        Assert.Contains($"in use by {one} (running), {two} (created).", error.Exception.Message, StringComparison.Ordinal);
        Assert.NotNull(TestVolumes.Inspect(used));
        Assert.Null(TestVolumes.Inspect(free));
    }

    [Fact]
    public void What_is_not_there_is_an_error_an_object_that_has_gone_is_not()
    {
        var name = containers.Volume("vanished");
        var outcome = session.Run("$v = Get-ContainerVolume $name; Remove-ContainerVolume $name; $v | Remove-ContainerVolume -Verbose; Remove-ContainerVolume $name; Remove-ContainerVolume \"$name*\"; Remove-ContainerVolume $name -Force", ("name", name));
        Assert.Equal(["VolumeNotFound"], outcome.ErrorIds);
        Assert.Equal(name, outcome.Errors[0].TargetObject);
        Assert.Contains(outcome.Verbose, line => line.EndsWith("has gone already.", StringComparison.Ordinal));
    }

    [Fact]
    public void Other_kinds_of_objects_are_refused_and_WhatIf_removes_nothing()
    {
        var name = containers.Volume("kept");
        var outcome = session.Run("Get-Container $other | Remove-ContainerVolume; Get-ContainerNetwork bridge | Remove-ContainerVolume; Get-ContainerVolume $name | Remove-Container; Get-ContainerVolume $name | Remove-ContainerNetwork; Remove-ContainerVolume $name -WhatIf",
            ("name", name), ("other", containers.Create("other")));
        Assert.Collection(
            outcome.Errors.Select(error => error.Exception.Message),
            message => Assert.Contains("A container is not a volume", message, StringComparison.Ordinal),
            message => Assert.Contains("A network is not a volume", message, StringComparison.Ordinal),
            message => Assert.Contains("A volume is not a container", message, StringComparison.Ordinal),
            message => Assert.Contains("A volume is not a network", message, StringComparison.Ordinal));
        Assert.NotNull(TestVolumes.Inspect(name));
    }
}
