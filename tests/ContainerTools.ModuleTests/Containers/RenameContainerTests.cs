namespace ContainerTools.ModuleTests.Containers;

public sealed class RenameContainerTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    [Fact]
    public void It_renames()
    {
        var (name, other) = (containers.Create("old"), containers.Name("new"));
        Assert.Empty(session.Run("Rename-Container $name $other", ("name", name), ("other", other)).Good().Output);
        Assert.Equal("/" + other, TestEngine.Docker("inspect", "--format", "{{.Name}}", other));
    }

    [Fact]
    public void A_script_block_names_each()
    {
        for (var i = 0; i < 5; i++) containers.Create($"each-{i}");
        var outcome = session.Run("Get-Container ($prefix + '-each-*') | Rename-Container -NewName { $_.Name + '-old' } -PassThru", ("prefix", containers.Prefix)).Good();
        Assert.Equal(Enumerable.Range(0, 5).Select(i => containers.Name($"each-{i}-old")), outcome.Text.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_row_brings_the_new_name()
    {
        var (name, other) = (containers.Create("row"), containers.Name("row-new"));
        Assert.Equal([other], session.Run("[pscustomobject]@{ Name = $name; NewName = $other } | Rename-Container -PassThru", ("name", name), ("other", other)).Good().Text);
    }

    [Fact]
    public void A_name_that_is_taken_or_no_name_is_refused()
    {
        var (name, taken) = (containers.Create("mine"), containers.Create("taken"));
        var outcome = session.Run("Rename-Container $name $taken; Rename-Container $name 'not/a name'", ("name", name), ("taken", taken));
        Assert.Equal(["ContainerAlreadyExists", "RequestRefused"], outcome.ErrorIds);
        Assert.Equal([ErrorCategory.ResourceExists, ErrorCategory.InvalidArgument], outcome.Errors.Select(e => e.CategoryInfo.Category));
        Assert.Contains("not/a name", outcome.Errors[1].Exception.Message, StringComparison.Ordinal);
        Assert.Equal("/" + name, TestEngine.Docker("inspect", "--format", "{{.Name}}", name));
    }
}
