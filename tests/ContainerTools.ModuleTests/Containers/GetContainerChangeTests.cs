namespace ContainerTools.ModuleTests.Containers;

public sealed class GetContainerChangeTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    private string Changed(string suffix)
    {
        var name = containers.Create(suffix, "echo 1 > '/tmp/a b'; mkdir -p /tmp/deep/er; rm -f /bin/wc; echo x >> /etc/passwd");
        TestEngine.Docker("start", "--attach", name);
        return name;
    }

    [Fact]
    public void It_tells_what_docker_diff_tells()
    {
        var name = Changed("diff");
        var ours = session.Run("Get-ContainerChange $name | ForEach-Object { \"$(@{ Changed = 'C'; Added = 'A'; Removed = 'D' }[\"$($_.Kind)\"]) $($_.Path)\" }", ("name", name)).Good().Text;
        Assert.Equal(TestEngine.Docker("diff", name).Split('\n').Order(StringComparer.Ordinal), ours.Order(StringComparer.Ordinal));
        Assert.Contains("A /tmp/a b", ours);
    }

    [Fact]
    public void Kind_narrows_it()
    {
        var name = Changed("kind");
        var outcome = session.Run("Get-ContainerChange $name -Kind Removed; Get-ContainerChange $name Added, Removed | Where-Object Kind -eq Changed", ("name", name)).Good();
        Assert.Equal(["/bin/wc"], outcome.Text);
    }

    [Fact]
    public void What_has_changed_nothing_gives_nothing() =>
        Assert.Empty(session.Run("Get-ContainerChange $name", ("name", containers.Create("clean"))).Good().Output);

    [Fact]
    public void Several_are_told_in_the_order_of_the_input()
    {
        var names = new[] { Changed("order-1"), Changed("order-2"), Changed("order-3") };
        Assert.Equal(names, session.Run("$names | Get-ContainerChange -Kind Removed | ForEach-Object ContainerName", ("names", names)).Good().Text);
    }
}
