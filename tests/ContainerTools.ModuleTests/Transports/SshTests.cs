using System.Diagnostics;
using ContainerTools.ModuleTests.Hosts;

namespace ContainerTools.ModuleTests.Transports;

/// <summary>How many processes ssh takes, when they end, and what is said where there is no connection.</summary>
[Collection(SshCollection.Name)]
public sealed class SshTests(SshServer server, PowerShellSession session) : IClassFixture<PowerShellSession>
{
    private const int MostPooled = 16;

    private static string Address(string alias) => $"ssh://{alias}{SshServer.Socket}";

    private Outcome Run(string alias, string script, params (string Name, object? Value)[] variables) => session.Run(script, [("engine", Address(alias)), .. variables]);

    [Fact]
    public void One_connection_serves_request_after_request()
    {
        var alias = server.Alias();
        Run(alias, "foreach ($i in 1..20) { $null = Test-ContainerHost -EngineHost $engine; $null = Get-Container $name -Detailed -EngineHost $engine }", ("name", server.Start("one"))).Good();
        Assert.Equal(1, server.Starts(alias));
    }

    [Fact]
    public void A_hundred_requests_at_once_share_a_few_connections()
    {
        var alias = server.Alias();
        var name = server.Start("hundred");
        Assert.Equal(["300"], Run(alias, "$count = 0; foreach ($round in 1..3) { $count += @(@($name) * 100 | Get-Container -Detailed -EngineHost $engine).Count }; $count", ("name", name)).Good().Text);
        Assert.InRange(server.Starts(alias), 1, MostPooled);
    }

    [Fact]
    public void Long_requests_get_connections_of_their_own_up_to_the_bound()
    {
        var alias = server.Alias();
        var names = Enumerable.Range(1, 5).Select(i => server.Start($"deaf{i}", "trap '' TERM; while true; do sleep 1; done")).ToArray();
        var watch = Stopwatch.StartNew();
        Run(alias, "$names | Stop-Container -TimeoutSeconds 4 -EngineHost $engine", ("names", names)).Good();
        // One after the other they would take 20 s.
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(16));
        Assert.InRange(server.Starts(alias), 2, MostPooled);
    }

    [Fact]
    public void Those_that_wait_for_something_do_not_keep_it_from_happening()
    {
        var alias = server.Alias();
        var names = Enumerable.Range(1, MostPooled + 2).Select(i => server.Start($"wait{i}")).ToArray();
        using var waiting = session.Start("$names | Wait-Container -EngineHost $engine", ("engine", Address(alias)), ("names", names));
        for (var watch = Stopwatch.StartNew(); server.Starts(alias) < names.Length && watch.Elapsed < TimeSpan.FromSeconds(60);) Thread.Sleep(50);
        using var other = new PowerShellSession();
        other.Run("$names | Stop-Container -TimeoutSeconds 0 -EngineHost $engine", ("engine", Address(alias)), ("names", names)).Good();
        Assert.Equal(names.Length, waiting.Finish().Good().Output.Count);
    }

    [Fact]
    public void No_process_outlives_the_module_or_the_session()
    {
        var alias = server.Alias();
        // What has ended is read in full, over a connection each: other tests' containers are left out.
        var run = ShellProcess.Command($$"""
            function Get-Running { @([Diagnostics.Process]::GetProcessesByName('ssh') | Where-Object { [IO.File]::ReadAllText("/proc/$($_.Id)/cmdline").Contains('{{alias}}') }).Count }
            Import-Module '{{TestEngine.Manifest}}'
            $null = Get-Container -EngineHost '{{Address(alias)}}' -Label no-such-label
            Get-Running
            Remove-Module ContainerTools
            Get-Running
            Import-Module '{{TestEngine.Manifest}}'
            $null = Get-Container -EngineHost '{{Address(alias)}}' -Label no-such-label
            Get-Running
            """);
        Assert.Equal(["1", "0", "1"], run.Good().Lines);
        HasNoneLeft(alias);
        Assert.Equal(2, server.Starts(alias));
    }

    private static void HasNoneLeft(string alias)
    {
        for (var watch = Stopwatch.StartNew(); SshServer.Running(alias).Count > 0 && watch.Elapsed < TimeSpan.FromSeconds(10);) Thread.Sleep(20);
        Assert.Empty(SshServer.Running(alias));
    }

    [Fact]
    public void A_stream_that_is_left_leaves_no_process()
    {
        var alias = server.Alias();
        var name = server.Start("left", "while true; do echo line; sleep 0.05; done");
        session.StopsAtOnce("Get-ContainerLog $name -Follow -EngineHost $engine", 3, ("name", name), ("engine", Address(alias)));
        // The pool keeps its one.
        for (var watch = Stopwatch.StartNew(); SshServer.Running(alias).Count > 1 && watch.Elapsed < TimeSpan.FromSeconds(10);) Thread.Sleep(20);
        Assert.InRange(SshServer.Running(alias).Count, 0, 1);
    }

    [Theory]
    [InlineData("Get-Container -EngineHost $engine")]
    [InlineData("Test-ContainerHost -EngineHost $engine")]
    public void A_host_that_does_not_answer_is_left_at_once_and_with_no_process(string script)
    {
        using var peer = new RawPeer(null);
        var alias = server.Alias("silent");
        var engine = $"ssh://{alias}:{new Uri(peer.Address).Port}";
        session.StopsAtOnce($"'begun'; {script}", 1, ("engine", engine));
        HasNoneLeft(alias);
    }

    [Fact]
    public void A_host_that_does_not_answer_costs_its_time_and_no_more()
    {
        using var peer = new RawPeer(null);
        var alias = server.Alias("silent");
        var watch = Stopwatch.StartNew();
        var outcome = session.Run("Get-Container -EngineHost $engine -ConnectTimeoutSeconds 1", ("engine", $"ssh://{alias}:{new Uri(peer.Address).Port}"));
        Assert.Equal(["EngineTimeout"], outcome.ErrorIds);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(10));
        HasNoneLeft(alias);
    }

    [Theory]
    [InlineData("unknown", "", "SshFailedHostKey", ErrorCategory.SecurityError, "Host key verification failed")]
    [InlineData("changed", "", "SshFailedHostKey", ErrorCategory.SecurityError, "IDENTIFICATION HAS CHANGED")]
    [InlineData("refused", "", "SshFailedAuthentication", ErrorCategory.PermissionDenied, "Permission denied (publickey")]
    [InlineData("bare", "", "SshFailedDockerMissing", ErrorCategory.ObjectNotFound, "docker")]
    [InlineData("good", "/no/such.sock", "SshFailedEngine", ErrorCategory.ConnectionError, "/no/such.sock")]
    [InlineData("nowhere", "", "SshFailedUnreachable", ErrorCategory.ConnectionError, "Connection refused")]
    [InlineData("loud", "", "SshFailedAnswer", ErrorCategory.InvalidData, "Welcome to this host")]
    public void Where_there_is_no_connection_it_is_told_what_ssh_said(string kind, string path, string id, ErrorCategory category, string words)
    {
        var engine = $"ssh://{server.Alias(kind)}{path}";
        var outcome = session.Run("Get-Container -EngineHost $engine", ("engine", engine));
        var error = Assert.Single(outcome.Errors);
        Assert.Equal((id, category, engine), (error.FullyQualifiedErrorId.Split(',')[0], error.CategoryInfo.Category, error.TargetObject));
        Assert.Contains(words, error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Exception.Message);
        Assert.Equal([id], session.Run("(Test-ContainerHost -EngineHost $engine).ErrorId", ("engine", engine)).Good().Text);
        // A stream has a connection of its own, and says the same.
        HasNoneLeft(engine["ssh://".Length..].Split('/')[0]);
    }

    [Fact]
    public void Without_ssh_on_this_machine_it_is_told_to_be_missing()
    {
        using var folder = new TestFolder();
        var run = ShellProcess.Command($"Import-Module '{TestEngine.Manifest}'; $env:PATH = '{folder.Path}'; (Test-ContainerHost -EngineHost ssh://host).ErrorId");
        Assert.Equal(["SshFailedClientMissing"], run.Good().Lines);
    }

    [Fact]
    public void A_connection_that_breaks_is_told_and_made_anew()
    {
        var alias = server.Alias();
        var name = server.Start("breaks", "while true; do echo line; sleep 0.05; done");
        using var following = session.Start("Get-ContainerLog $name -Follow -EngineHost $engine", ("name", name), ("engine", Address(alias)));
        following.WaitForOutput(3);
        foreach (var process in SshServer.Running(alias)) Process.GetProcessById(process).Kill();
        var outcome = following.Finish();
        Assert.Equal(["SshFailedConnectionLost"], outcome.ErrorIds);
        Assert.Equal([name], Run(alias, "(Get-Container $name -EngineHost $engine).Name", ("name", name)).Good().Text);
    }

    [Fact]
    public void What_docker_reaches_is_reached_and_said_alike()
    {
        var host = $"ssh://root@127.0.0.1:{server.Port}{SshServer.Socket}";
        Assert.Equal([TestEngine.DockerOn(host, "info", "--format", "{{.ID}}")], session.Run("(Get-ContainerHost -EngineHost $engine).Id", ("engine", host)).Good().Text);
    }
}
