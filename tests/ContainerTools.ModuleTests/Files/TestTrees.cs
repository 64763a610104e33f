namespace ContainerTools.ModuleTests.Files;

/// <summary>Containers with something of every kind in <c>/tree</c>.</summary>
internal static class TestTrees
{
    public const string Script = """
        mkdir -p /tree/dir/sub '/tree/with space' /tree/größe
        printf hello > /tree/file; : > /tree/empty; printf x > '/tree/with space/[1]'; printf y > /tree/größe/日本
        ln -s file /tree/link; ln -s /tree/dir /tree/dirlink; ln -s nowhere /tree/dangling; ln -s loop /tree/loop
        ln /tree/file /tree/second; mkfifo /tree/pipe; printf deep > /tree/dir/sub/deep
        chown 12:34 /tree/file; chmod 4750 /tree/file; chmod 1777 /tree/dir
        touch -d '2001-02-03 04:05:06' /tree/file

        """;

    /// <summary>A container that made the tree and stopped.</summary>
    public static string Stopped(this TestContainers containers, string suffix, string script = Script, params string[] flags)
    {
        var name = containers.Create(suffix, script, flags);
        TestEngine.Docker("start", "--attach", name);
        return name;
    }
}
