namespace ContainerTools.ModuleTests.Networks;

public sealed class RemoveContainerNetworkTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    [Theory]
    [InlineData("Remove-ContainerNetwork $name")]
    [InlineData("$name | Remove-ContainerNetwork")]
    [InlineData("Remove-ContainerNetwork ($name.Substring(0, $name.Length - 1) + '?')")]
    [InlineData("Get-ContainerNetwork $name | Remove-ContainerNetwork")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-ContainerNetwork $name))) | Remove-ContainerNetwork")]
    [InlineData("Remove-ContainerNetwork -Id (Get-ContainerNetwork $name).ShortId")]
    [InlineData("[pscustomobject]@{ Name = $name } | Remove-ContainerNetwork")]
    public void It_removes_a_network_given_as(string script)
    {
        var name = containers.Network("gone" + Guid.NewGuid().ToString("n")[..6]);
        Assert.Empty(session.Run(script, ("name", name)).Good().Output);
        Assert.Null(TestNetworks.Inspect(name));
    }

    [Fact]
    public void One_in_use_says_who_holds_it_and_the_others_go()
    {
        var (used, free) = (containers.Network("used"), containers.Network("free"));
        var (one, two) = (containers.Start("hold-1", "sleep 1000", "--network", used), containers.Start("hold-2", "sleep 1000", "--network", used));
        var outcome = session.Run("Remove-ContainerNetwork $used, $free", ("used", used), ("free", free));
        var error = Assert.Single(outcome.Errors);
        Assert.Equal(("NetworkInUse", ErrorCategory.InvalidOperation, used), (error.FullyQualifiedErrorId.Split(',')[0], error.CategoryInfo.Category, error.TargetObject));
        Assert.Contains($"in use by {one}, {two}.", error.Exception.Message, StringComparison.Ordinal);
        Assert.NotNull(TestNetworks.Inspect(used));
        Assert.Null(TestNetworks.Inspect(free));
    }

    [Fact]
    public void Those_that_every_engine_has_are_refused_by_name_and_passed_over_by_a_pattern()
    {
        var outcome = session.Run("Remove-ContainerNetwork bridge, host, none -WhatIf; Get-ContainerNetwork bridge | Remove-ContainerNetwork; Remove-ContainerNetwork 'bridg?'; 'after'");
        Assert.Equal(["after"], outcome.Text);
        Assert.Equal(Enumerable.Repeat("NetworkPredefined", 4), outcome.ErrorIds);
        Assert.NotNull(TestNetworks.Inspect("bridge"));
    }

    [Fact]
    public void What_is_not_there_is_an_error_an_object_that_has_gone_is_not()
    {
        var name = containers.Network("vanished");
        var outcome = session.Run("$n = Get-ContainerNetwork $name; Remove-ContainerNetwork $name; $n | Remove-ContainerNetwork -Verbose; Remove-ContainerNetwork $name", ("name", name));
        Assert.Equal(["NetworkNotFound"], outcome.ErrorIds);
        Assert.Equal(name, outcome.Errors[0].TargetObject);
        Assert.Contains(outcome.Verbose, line => line.EndsWith("has gone already.", StringComparison.Ordinal));
    }

    [Fact]
    public void Other_kinds_of_objects_are_refused_and_WhatIf_removes_nothing()
    {
        var name = containers.Network("kept");
        var outcome = session.Run("Get-Container $other | Remove-ContainerNetwork; Get-ContainerImage $image | Remove-ContainerNetwork; Get-ContainerNetwork $name | Remove-Container; Remove-ContainerNetwork $name -WhatIf",
            ("name", name), ("other", containers.Create("other")), ("image", TestEngine.Image));
        Assert.Collection(
            outcome.Errors.Select(error => error.Exception.Message),
            message => Assert.Contains("A container is not a network", message, StringComparison.Ordinal),
            message => Assert.Contains("An image is not a network", message, StringComparison.Ordinal),
            message => Assert.Contains("A network is not a container", message, StringComparison.Ordinal));
        Assert.NotNull(TestNetworks.Inspect(name));
    }
}
