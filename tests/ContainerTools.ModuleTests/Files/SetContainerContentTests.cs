namespace ContainerTools.ModuleTests.Files;

public sealed class SetContainerContentTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    /// <summary>The bytes of a file in a container, by docker's client.</summary>
    private static byte[] Bytes(string container, string path)
    {
        using var folder = new TestFolder();
        TestEngine.Docker("cp", $"{container}:{path}", folder["file"]);
        return File.ReadAllBytes(folder["file"]);
    }

    [Theory]
    // What Set-Content of PowerShell 7.6 writes on Linux.
    [InlineData("Set-ContainerContent $name /f a, b", "a\nb\n")]
    [InlineData("'a', 'b' | Set-ContainerContent $name /f", "a\nb\n")]
    [InlineData("'a', $null, 'b' | Set-ContainerContent $name /f", "a\nb\n")]
    [InlineData("Set-ContainerContent $name /f $null", "")]
    [InlineData("Set-ContainerContent $name /f ''", "\n")]
    [InlineData("'a', 'b' | Set-ContainerContent $name /f -NoNewline", "ab")]
    [InlineData("Set-ContainerContent $name /f 1.5, @(1, 2), \"a`r`nb\"", "1.5\n1\n2\na\r\nb\n")]
    [InlineData("Set-ContainerContent $name /f größe", "größe\n")]
    [InlineData("Set-ContainerContent $name /f ä -Encoding utf8BOM", "\uFEFFä\n")]
    [InlineData("Set-ContainerContent $name /f (,[byte[]](104, 105)) -AsByteStream", "hi")]
    [InlineData("[byte[]](104, 105) | Set-ContainerContent $name /f -AsByteStream", "hi")]
    [InlineData("Get-Container $name | Set-ContainerContent -Path /f -Value x", "x\n")]
    public void It_writes_as_Set_Content_does(string script, string expected)
    {
        var name = containers.Create("c" + Guid.NewGuid().ToString("n")[..6]);
        Assert.Empty(session.Run(script, ("name", name)).Good().Output);
        Assert.Equal(expected, System.Text.Encoding.UTF8.GetString(Bytes(name, "/f")));
    }

    [Theory]
    [InlineData("unicode", new byte[] { 0xFF, 0xFE, 0xE4, 0, 0x0A, 0 })]
    [InlineData("bigendianunicode", new byte[] { 0xFE, 0xFF, 0, 0xE4, 0, 0x0A })]
    [InlineData("ascii", new byte[] { 0x3F, 0x0A })]
    [InlineData("latin1", new byte[] { 0xE4, 0x0A })]
    public void Text_is_encoded_as_asked(string encoding, byte[] expected)
    {
        var name = containers.Create("e-" + encoding);
        session.Run("Set-ContainerContent $name /f ä -Encoding $encoding", ("name", name), ("encoding", encoding)).Good();
        Assert.Equal(expected, Bytes(name, "/f"));
    }

    [Fact]
    public void An_empty_pipeline_writes_nothing()
    {
        var name = containers.Create("nothing");
        session.Run("Set-ContainerContent $name /f old; @() | Set-ContainerContent $name /f", ("name", name)).Good();
        Assert.Equal("old\n"u8.ToArray(), Bytes(name, "/f"));
    }

    [Fact]
    public void A_new_file_is_roots_and_one_that_is_there_keeps_its_mode_and_owner()
    {
        var name = containers.Stopped("meta");
        var outcome = session.Run("""
            Set-ContainerContent $name /tree/new, /tree/file a -PassThru
            Set-ContainerContent $name /tree/asked a -Mode 0640 -Owner 12:34 -PassThru
            Set-ContainerContent $name /tree/asked b -Mode 4755 -PassThru
            Set-ContainerContent $name /tree/asked b -Mode ([IO.UnixFileMode] 'UserRead, GroupRead') -Owner root -PassThru
            Set-ContainerContent $name /tree/asked b -Owner 7 -PassThru
            """, ("name", name)).Good();
        Assert.Equal(
            ["/tree/new 644 0:0 2", "/tree/file 4750 12:34 2", "/tree/asked 640 12:34 2", "/tree/asked 4755 12:34 2", "/tree/asked 440 0:0 2", "/tree/asked 440 7:7 2"],
            outcome.Output.Select(o => string.Create(null, $"{o.Properties["FullName"].Value} {Convert.ToString((int)(UnixFileMode)o.Properties["Mode"].Value, 8)} {o.Properties["Uid"].Value}:{o.Properties["Gid"].Value} {o.Properties["Size"].Value}")));
    }

    [Fact]
    public void A_link_stays_and_its_target_is_written()
    {
        var name = containers.Stopped("link");
        var outcome = session.Run("""
            Set-ContainerContent $name /tree/link, /tree/dangling, /tree/dirlink/made a
            Get-ContainerContent $name /tree/file, /tree/nowhere, /tree/dir/made
            Get-ContainerItem $name /tree/link, /tree/dangling | ForEach-Object LinkTarget
            """, ("name", name)).Good();
        Assert.Equal(["a", "a", "a", "file", "nowhere"], outcome.Text);
    }

    [Fact]
    public void A_name_of_the_container_is_an_owner()
    {
        var name = containers.Stopped("names", "printf 'root:x:0:0::/:\\nweb:x:33:99::/:\\n' > /etc/passwd; printf 'staff:x:50:\\n' > /etc/group");
        var outcome = session.Run("Set-ContainerContent $name /f a -Owner web:staff -PassThru | ForEach-Object { $_.Uid; $_.Gid }; Set-ContainerContent $name /f a -Owner nobody", ("name", name));
        Assert.Equal(["33", "50"], outcome.Text);
        Assert.Equal(["ContainerAccountNotFound"], outcome.ErrorIds);
    }

    [Theory]
    [InlineData("/tree", "ContainerPathNotFile")]
    [InlineData("/tree/new/", "ContainerPathNotFile")]
    [InlineData("/tree/pipe", "ContainerPathNotFile")]
    [InlineData("/none/file", "ContainerPathNotFound")]
    [InlineData("/tree/file/x", "ContainerPathNotDirectory")]
    public void What_cannot_be_written_is_an_error_and_the_rest_is_written(string path, string id)
    {
        var name = containers.Name("errors");
        if (EngineApi.Get($"containers/{name}/json") is null) containers.Stopped("errors");
        var outcome = session.Run("Set-ContainerContent $name $path, /tree/good a", ("name", name), ("path", path));
        Assert.Equal([id], outcome.ErrorIds);
        Assert.Equal("a\n"u8.ToArray(), Bytes(name, "/tree/good"));
    }

    [Fact]
    public void A_read_only_container_and_what_is_mounted_are_refused_with_what_to_do()
    {
        var name = containers.Start("fixed", "sleep 1000", "--read-only", "--volume", "/data");
        var open = containers.Start("mounted");
        var outcome = session.Run("Set-ContainerContent $name /f a; Set-ContainerContent $name /data/f a; Get-ContainerContent $name /data/f; Set-ContainerContent $open /etc/hosts a", ("name", name), ("open", open));
        Assert.Equal(["ContainerPathReadOnly", "ContainerPathBusy"], outcome.ErrorIds);
        Assert.Equal(["a"], outcome.Text);
    }

    [Fact]
    public void Only_bytes_are_bytes_and_an_engines_object_is_no_content()
    {
        var name = containers.Create("refused");
        Assert.Equal(["ContentNotBytes"], session.Run("300 | Set-ContainerContent $name /f -AsByteStream", ("name", name)).ErrorIds);
        Assert.Equal(["EngineObjectAsContent"], session.Run("Get-Container $name | Set-ContainerContent $name /f", ("name", name)).ErrorIds);
        Assert.Contains("a file's mode", Assert.Single(session.Run("Set-ContainerContent $name /f a -Mode 888", ("name", name)).Errors).Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["False"], session.Run("Test-ContainerPath $name /f", ("name", name)).Good().Text);
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        var name = containers.Create("whatif");
        Assert.Equal(["False"], session.Run("Set-ContainerContent $name /f a -WhatIf; Test-ContainerPath $name /f", ("name", name)).Good().Text);
    }

    [Fact]
    public void Several_containers_are_written_at_once()
    {
        string[] names = [containers.Create("m1"), containers.Create("m2"), containers.Create("m3")];
        var outcome = session.Run("Set-ContainerContent $pattern /f, /g same; $names | Get-ContainerContent -Path /f, /g", ("pattern", containers.Name("m?")), ("names", names)).Good();
        Assert.Equal(Enumerable.Repeat("same", 6), outcome.Text);
    }
}
