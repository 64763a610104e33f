namespace ContainerTools.ModuleTests.Hosts;

/// <summary>How an engine is named, and what is said where none answers.</summary>
public sealed class ConnectionTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    [Theory]
    [InlineData("unix:///no/such/engine.sock", "EngineUnreachable", "no such socket")]
    [InlineData("tcp://127.0.0.1:1", "EngineUnreachable", "nothing listens")]
    [InlineData("tcp://no-such-host.invalid:2375", "EngineUnreachable", "not known")]
    [InlineData("gopher://engine", "EngineHostInvalid", "gopher")]
    public void What_cannot_be_reached_ends_the_cmdlet_and_says_what_to_do(string host, string id, string words)
    {
        var outcome = session.Run("Get-Container -EngineHost $engine; 'next'", ("engine", host));
        Assert.Equal(["next"], outcome.Text);
        Assert.Equal([id], outcome.ErrorIds);
        Assert.Contains(words, outcome.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_of_several_that_does_not_answer_is_one_error()
    {
        var outcome = session.Run("(Get-ContainerHost -EngineHost tcp://127.0.0.1:1, $ok).EngineHost", ("ok", TestEngine.Host));
        Assert.Equal([TestEngine.Host], outcome.Text);
        Assert.Equal(["EngineUnreachable"], outcome.ErrorIds);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 20\r\nConnection: close\r\n\r\n<html>a page</html>\n", "NotAnEngine")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", "NotAnEngine")]
    [InlineData("HTTP/1.1 200 OK\r\nApi-Version: 1.24\r\nOSType: linux\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK", "ApiVersionUnsupported")]
    [InlineData("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 11\r\nConnection: close\r\n\r\nbad gateway", "NotAnEngine")]
    public void What_is_no_engine_of_ours_is_recognised(string answer, string id)
    {
        using var peer = new RawPeer(answer);
        var outcome = session.Run("Get-Container -EngineHost $engine", ("engine", peer.Address));
        Assert.Equal([id], outcome.ErrorIds);
        Assert.Empty(outcome.Output);
    }

    [Fact]
    public void One_that_stays_silent_costs_its_time_and_no_more()
    {
        using var peer = new RawPeer(null);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var outcome = session.Run("Get-Container -EngineHost $engine -ConnectTimeoutSeconds 1", ("engine", peer.Address));
        Assert.Equal(["EngineTimeout"], outcome.ErrorIds);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void One_that_stays_silent_does_not_hold_up_the_others()
    {
        using var peer = new RawPeer(null);
        using var running = session.Start("Get-ContainerLog no-such-container -EngineHost $silent, $ok -ConnectTimeoutSeconds 30 2>&1", ("silent", peer.Address), ("ok", TestEngine.Host));
        running.WaitForOutput(1, TimeSpan.FromSeconds(15));
        Assert.Contains("no-such-container", running.Output[0].ToString(), StringComparison.Ordinal);
        running.Stop();
    }

    [Fact]
    public void One_that_is_not_there_is_one_error_for_many_names()
    {
        var outcome = session.Run("Get-ContainerProcess no-such-1, no-such-2 -EngineHost tcp://127.0.0.1:1, $ok", ("ok", TestEngine.Host));
        Assert.Equal(["ContainerNotFound", "ContainerNotFound", "EngineUnreachable"], outcome.ErrorIds.Order());
    }

    [Fact]
    public void Context_and_host_together_are_refused() =>
        Assert.Equal(["ContextAndEngineHost"], session.Run("Get-Container -Context a -EngineHost tcp://b").ErrorIds);

    [Fact]
    public void A_context_that_is_not_there_is_an_error_and_no_default()
    {
        using var folder = new TestFolder();
        var run = ShellProcess.Command(Import("Get-Container -Context nowhere"), ("DOCKER_CONFIG", folder.Path), ("DOCKER_HOST", null));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("nowhere", run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }

    [Theory]
    [InlineData("-Context here", "unix:///no/other.sock", "other", "other", "Parameter here")]
    [InlineData("", "$engine", "other", "other", "DockerHost ")]
    [InlineData("", null, "here", "other", "DockerContext here")]
    [InlineData("", null, null, "here", "Configuration here")]
    [InlineData("-Context default", "$engine", null, "other", "Parameter default")]
    public void The_first_that_names_an_engine_is_used(string parameters, string? host, string? context, string? current, string expected)
    {
        using var folder = new TestFolder();
        folder.Write("config.json", $$"""{ "currentContext": "{{current}}" }""");
        TestConfiguration.WriteContext(folder.Path, "here", TestEngine.Host);
        TestConfiguration.WriteContext(folder.Path, "other", "unix:///no/other.sock");
        var run = ShellProcess.Command(
            Import($"Get-ContainerHost {parameters} | ForEach-Object {{ \"$($_.Source) $($_.Context)|\" }}"),
            ("DOCKER_CONFIG", folder.Path), ("DOCKER_HOST", host == "$engine" ? TestEngine.Host : host), ("DOCKER_CONTEXT", context));
        Assert.Equal([expected + "|"], run.Good().Lines);
    }

    [Fact]
    public void Many_calls_open_no_more_handles()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("Handles are counted in /proc.");
        var outcome = ShellProcess.Command(Import(
            """
            foreach ($i in 1..20) { $null = Get-ContainerHost; $null = Get-Container }
            $before = [IO.Directory]::GetFiles('/proc/self/fd').Length
            foreach ($i in 1..200) { $null = Get-ContainerHost; $null = Get-Container }
            [IO.Directory]::GetFiles('/proc/self/fd').Length - $before
            """), ("DOCKER_HOST", TestEngine.Host));
        // Some connections come and go on a busy machine; a leak would be 400.
        Assert.InRange(int.Parse(Assert.Single(outcome.Good().Lines), System.Globalization.CultureInfo.InvariantCulture), -100, 60);
    }

    private static string Import(string script) => $"Import-Module '{TestEngine.Manifest}'; {script}";
}
