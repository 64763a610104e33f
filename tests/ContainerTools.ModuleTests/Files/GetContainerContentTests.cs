namespace ContainerTools.ModuleTests.Files;

public sealed class GetContainerContentTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    private static readonly string Tricky = Convert.ToBase64String("1\r2\n3\r\n\n5"u8);

    private static readonly string Encoded = $$"""
        mkdir /c; cd /c; : > empty; echo '{{Tricky}}' | base64 -d > tricky; printf 'a\n' > line; printf 'größe 日本 🐳' > foreign
        printf '\357\273\277bom' > bom; printf '\377\376a\000b\000' > utf16; printf 'caf\351' > latin; ln -s tricky link; ln -s none dangling; mkfifo pipe; mkdir '[dir]'; echo x > '[dir]/[1]'
        """;

    private string Container()
    {
        var name = containers.Name("content");
        return EngineApi.Get($"containers/{name}/json") is null ? containers.Stopped("content", Encoded) : name;
    }

    [Theory]
    // What Get-Content of PowerShell 7.6 gives for the same files and parameters.
    [InlineData("tricky", "1|2|3||5")]
    [InlineData("tricky -Tail 2", "|5")]
    [InlineData("tricky -Last 100", "1|2|3||5")]
    [InlineData("tricky -TotalCount 2", "1|2")]
    [InlineData("tricky -First 0", "")]
    [InlineData("tricky -Tail 0", "")]
    [InlineData("tricky -AsByteStream -Head 3", "49|13|50")]
    [InlineData("tricky -AsByteStream -Tail 2", "10|53")]
    [InlineData("tricky -AsByteStream -Tail 99", "49|13|50|10|51|13|10|10|53")]
    [InlineData("tricky -Raw", "1\r2\n3\r\n\n5")]
    [InlineData("line", "a")]
    [InlineData("line -Raw", "a\n")]
    [InlineData("empty", "")]
    [InlineData("empty -Raw", "")]
    [InlineData("empty -AsByteStream", "")]
    [InlineData("empty -AsByteStream -Raw", "")]
    [InlineData("foreign", "größe 日本 🐳")]
    [InlineData("bom", "bom")]
    [InlineData("utf16", "ab")]
    [InlineData("utf16 -Encoding ascii", "ab")]
    [InlineData("latin", "caf\uFFFD")]
    [InlineData("latin -Encoding latin1", "café")]
    [InlineData("latin -Encoding 28591", "café")]
    [InlineData("link -TotalCount 1", "1")]
    public void It_reads_as_Get_Content_does(string rest, string expected)
    {
        var outcome = session.Run($"Get-ContainerContent $name /c/{rest}", ("name", Container())).Good();
        Assert.Equal(expected, string.Join('|', outcome.Text));
        Assert.All(outcome.Output, item => Assert.IsType(rest.Contains("AsByteStream", StringComparison.Ordinal) ? typeof(byte) : typeof(string), item.BaseObject));
    }

    [Fact]
    public void All_bytes_come_as_one_array()
    {
        var array = Assert.IsType<byte[]>(Assert.Single(session.Run("Get-ContainerContent $name /c/tricky -AsByteStream -Raw", ("name", Container())).Good().Output).BaseObject);
        Assert.Equal(Tricky, Convert.ToBase64String(array));
    }

    [Fact]
    public void Several_files_and_containers_come_in_order_and_items_of_the_pipeline_lead_to_theirs()
    {
        var running = containers.Start("running", "mkdir /c; echo here > /c/line; touch /ready; sleep 1000");
        TestEngine.Docker("exec", running, "sh", "-c", "until [ -e /ready ]; do sleep 0.05; done");
        var outcome = session.Run("$one, $two | Get-ContainerContent -Path c/line, /c/../c/line; Get-ContainerItem $one '/c/`[dir`]/*' | Get-ContainerContent", ("one", Container()), ("two", running)).Good();
        Assert.Equal(["a", "a", "here", "here", "x"], outcome.Text);
    }

    [Theory]
    [InlineData("/c", "ContainerPathNotFile")]
    [InlineData("/c/pipe", "ContainerPathNotFile")]
    [InlineData("/c/none", "ContainerPathNotFound")]
    [InlineData("/c/line/x", "ContainerPathNotFound")]
    [InlineData("/c/dangling", "ContainerPathNotFound")]
    public void What_has_no_content_is_an_error_and_the_rest_is_read(string path, string id)
    {
        var outcome = session.Run("Get-ContainerContent $name $path, /c/line", ("name", Container()), ("path", path));
        Assert.Equal([id], outcome.ErrorIds);
        Assert.Equal($"{Container()}:{path}", outcome.Errors[0].TargetObject);
        Assert.Equal(["a"], outcome.Text);
    }

    [Theory]
    [InlineData("-Tail 1 -TotalCount 1")]
    [InlineData("-Raw -Tail 1")]
    [InlineData("-Raw -TotalCount 1")]
    public void What_contradicts_itself_is_refused(string parameters) =>
        Assert.Equal(["ParametersConflict"], session.Run($"Get-ContainerContent $name /c/line {parameters}", ("name", Container())).ErrorIds);

    [Fact]
    public void The_rest_of_the_pipeline_may_ask_about_the_same_container_however_large_the_file_is()
    {
        // The engine answers nothing else about a container while it sends a file of it, so the reader has to let go in between.
        const int Lines = 600_000;
        var name = containers.Stopped("large", $"mkdir /l; yes 'a line of forty characters and one more.' | head -n {Lines} > /l/large; sync");
        using var running = session.Start("$count = 0; Get-ContainerContent $name /l/large | ForEach-Object { if ($count++ % 200000 -eq 0) { (Get-Container $name -Detailed).State } }; $count", ("name", name));
        running.WaitForOutput(4, TimeSpan.FromSeconds(60));
        Assert.Equal(["Exited", "Exited", "Exited", $"{Lines}"], running.Finish().Good().Text);
    }

    [Fact]
    public void A_file_that_shrinks_while_it_is_let_go_of_is_an_error()
    {
        var name = containers.StartReady("shrink", "yes 'a line of forty characters and one more.' | head -n 600000 > /large; touch /ready; sleep 1000");
        var outcome = session.Run("""
            $count = 0
            Get-ContainerContent $name /large | ForEach-Object { if ($count++ -eq 0) { $null = Invoke-ContainerExec $name -Command sh, -c, 'echo short > /large' } }
            """, ("name", name));
        Assert.Equal(["ContainerFileChanged"], outcome.ErrorIds);
    }

    [Fact]
    public void Stopping_is_at_once_and_leaving_early_ends_the_request()
    {
        var name = containers.Stopped("stop", "yes | head -c 300000000 > /y");
        session.StopsAtOnce("Get-ContainerContent $name /y | ForEach-Object { if (-not $begun) { $begun = $true; 'begun' } }", 1, ("name", name));
        Assert.Equal(["y"], session.Run("foreach ($once in 1) { Get-ContainerContent $name /y | ForEach-Object { $_; break } }", ("name", name)).Text);
        Assert.Equal(["y", "y"], session.Run("Get-ContainerContent $name /y -TotalCount 2; $null = Get-Container $name -Detailed", ("name", name)).Good().Text);
    }
}
