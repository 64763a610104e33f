namespace ContainerTools.ModuleTests.Files;

public sealed class TestContainerPathTests(PowerShellSession session, TestContainers containers, TestContainerPathTests.Tree tree)
    : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>, IClassFixture<TestContainerPathTests.Tree>
{
    public sealed class Tree : IDisposable
    {
        private readonly TestContainers containers = new();
        private readonly Lazy<string> name;

        public Tree() => name = new Lazy<string>(() => containers.Stopped("paths"));

        public string Name => name.Value;

        public void Dispose() => containers.Dispose();
    }

    [Theory]
    [InlineData("/tree", "Any", true)]
    [InlineData("tree/file", "Any", true)]
    [InlineData("/tree/../tree/./file", "Any", true)]
    [InlineData("/", "Container", true)]
    [InlineData("/tree/nothing", "Any", false)]
    [InlineData("/tree/file/below", "Any", false)]
    [InlineData("/tree/file/", "Any", false)]
    [InlineData("/tree/größe/日本", "File", true)]
    [InlineData("/tree/with space/[1]", "Leaf", true)]
    [InlineData("/tree/*", "Any", false)]
    [InlineData("/tree/file", "Leaf", true)]
    [InlineData("/tree/file", "File", true)]
    [InlineData("/tree/file", "Container", false)]
    [InlineData("/tree/dir", "Leaf", false)]
    [InlineData("/tree/dir", "Directory", true)]
    [InlineData("/tree/dirlink", "Container", true)]
    [InlineData("/tree/dirlink/sub/deep", "File", true)]
    [InlineData("/tree/link", "File", true)]
    [InlineData("/tree/link", "Container", false)]
    [InlineData("/tree/dangling", "Any", true)]
    [InlineData("/tree/dangling", "Leaf", true)]
    [InlineData("/tree/dangling", "File", false)]
    [InlineData("/tree/loop", "Any", true)]
    [InlineData("/tree/loop/x", "Any", false)]
    [InlineData("/tree/pipe", "Leaf", true)]
    [InlineData("/tree/pipe", "File", false)]
    public void It_tells_what_is_there(string path, string type, bool expected) =>
        Assert.Equal([expected.ToString()], session.Run("Test-ContainerPath $name $path -PathType $type", ("name", tree.Name), ("path", path), ("type", type)).Good().Text);

    [Fact]
    public void Several_paths_and_containers_are_told_in_order()
    {
        var running = containers.Start("running", "touch /here; sleep 1000");
        TestEngine.Docker("exec", running, "sh", "-c", "until [ -e /here ]; do sleep 0.05; done");
        var outcome = session.Run("$names | Test-ContainerPath -Path /here, /tree, /bin", ("names", new[] { running, tree.Name })).Good();
        Assert.Equal(["True", "False", "True", "False", "True", "True"], outcome.Text);
    }

    [Fact]
    public void What_is_too_long_for_a_name_is_not_there() =>
        Assert.Equal(["False"], session.Run("Test-ContainerPath $name ('/' + 'x' * 300)", ("name", tree.Name)).Good().Text);

    [Fact]
    public void An_item_is_a_path_and_its_container() =>
        Assert.Equal(["True", "True"], session.Run("Get-ContainerItem $name /tree/dir, /tree/file | Test-ContainerPath", ("name", tree.Name)).Good().Text);

    [Fact]
    public void A_container_that_is_not_there_is_an_error_and_not_false()
    {
        var outcome = session.Run("Test-ContainerPath $name, $none /bin; Get-Container $gone | ForEach-Object { Remove-Container $_ -Force; $_ } | Test-ContainerPath -Path /bin",
            ("name", tree.Name), ("none", containers.Name("none")), ("gone", containers.Create("gone")));
        Assert.Equal(["True"], outcome.Text);
        Assert.Equal(["ContainerNotFound", "ContainerNotFound"], outcome.ErrorIds);
    }
}
