using System.Diagnostics;
using System.Management.Automation.Language;
using ContainerTools.ModuleTests.Contexts;
using ContainerTools.ModuleTests.Networks;
using ContainerTools.ModuleTests.Volumes;

namespace ContainerTools.ModuleTests.Completion;

/// <summary>What the completion of PowerShell itself proposes where a command line ends.</summary>
public sealed class CompletionTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>, IDisposable
{
    /// <summary>Each test has its own address of the engine, so that no answer is there from before.</summary>
    private readonly FaultProxy engine = new(TestEngine.Host);

    public void Dispose() => engine.Dispose();

    [Fact]
    public void Only_containers_that_the_cmdlet_can_act_on_are_proposed()
    {
        var (running, stopped, made, paused) = (containers.Start("state-running"), containers.Start("state-stopped", "exit 0"), containers.Create("state-made"), containers.Start("state-paused"));
        TestEngine.Docker("wait", stopped);
        TestEngine.Docker("pause", paused);
        void Of(string command, params string[] expected) => Proposed(expected, $"{command} {containers.Name("state-")}");
        Of("Start-Container", made, stopped);
        Of("Stop-Container", paused, running);
        Of("Send-ContainerSignal", paused, running);
        Of("Suspend-Container", running);
        Of("Resume-Container", paused);
        Of("Invoke-ContainerExec", running);
        Of("Remove-Container", made, stopped);
        Of("Remove-Container -Force", made, paused, running, stopped);
        Of("Get-ContainerLog", made, paused, running, stopped);
        Of("Get-Container", made, paused, running, stopped);
        // By another parameter name, by an alias of it, as a later element, and through an alias of the cmdlet.
        Of("Start-Container -Container", made, stopped);
        Of("Start-Container -Name other,", made, stopped);
        Proposed([made, stopped], $"st {containers.Name("state-")}", "$null = $ExecutionContext.InvokeProvider.Item.Set('alias:st', 'Start-Container')");
        var tip = Assert.Single(Complete($"Suspend-Container {running}")).ToolTip;
        Assert.StartsWith("busybox:latest, Running (Up ", tip, StringComparison.Ordinal);
        TestEngine.Docker("unpause", paused);
    }

    [Fact]
    public void Ids_complete_to_short_ids()
    {
        var id = TestEngine.Docker("inspect", "--format", "{{.Id}}", containers.Start("by-id"));
        Proposed([id[..12]], $"Get-Container -Id {id[..10]}");
        var found = Assert.Single(Complete($"Get-Container -Id {id[..10]}"));
        Assert.Equal(id[..12], found.CompletionText);
        Assert.StartsWith(containers.Name("by-id") + ": ", found.ToolTip, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_complete_to_their_tags()
    {
        Among(TestEngine.Image, "New-Container busy");
        Among(TestEngine.Image, "Remove-ContainerImage -Image BUSY");
        Among(TestEngine.Image, "Get-Container -Image busy");
        var id = TestEngine.Docker("image", "inspect", "--format", "{{.Id}}", TestEngine.Image)["sha256:".Length..][..12];
        Assert.StartsWith(id + ", ", Complete("Get-ContainerImage busybox:lat").First(c => c.CompletionText == TestEngine.Image).ToolTip, StringComparison.Ordinal);
        Among(id, $"Get-ContainerImage -Id {id[..6]}");
    }

    [Fact]
    public void Networks_and_volumes_that_can_be_removed_are_proposed_for_it()
    {
        var network = containers.Network("net");
        var (unused, used) = (containers.Volume("vol-unused"), containers.Volume("vol-used"));
        containers.Create("vol-user", "exit 0", "--volume", used + ":/data");
        Proposed([network], $"Remove-ContainerNetwork {network}");
        Proposed([network], $"Connect-ContainerNetwork {network}");
        Proposed([network], $"New-Container busybox -Network {network}");
        Assert.Empty(Texts("Remove-ContainerNetwork bridg"));
        Proposed(["bridge"], "Get-ContainerNetwork bridg");
        Assert.StartsWith("bridge, local", Assert.Single(Complete("Get-ContainerNetwork bridg")).ToolTip, StringComparison.Ordinal);
        Proposed([unused], $"Remove-ContainerVolume {containers.Name("vol-")}");
        Proposed([unused, used], $"Get-ContainerVolume {containers.Name("vol-")}");
        Proposed([unused + ":", used + ":"], $"New-Container busybox -Volume {containers.Name("vol-")}");
        Assert.StartsWith("local", Complete($"Get-ContainerVolume {used}")[0].ToolTip, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_complete_to_keys_and_then_to_values()
    {
        var key = containers.Name("label");
        containers.Create("label-1", "exit 0", "--label", key + "=one", "--label", "com.docker.compose.project=" + containers.Name("project"));
        containers.Create("label-2", "exit 0", "--label", key + "=with space");
        Proposed([key], $"Get-Container -Label {key[..^2]}");
        Proposed([key, key + "=one", $"'{key}=with space'"], $"Get-Container -Label {key}");
        Proposed([$"'{key}=with space'"], $"Get-Container -Label {key}=wi");
        Assert.Equal("2 containers", Complete($"Get-Container -Label {key[..^2]}")[0].ToolTip);
        Proposed([containers.Name("project")], $"Get-Container -Project {containers.Prefix}");
    }

    [Fact]
    public void Signals_and_states_complete()
    {
        Proposed(["SIGTERM", "SIGTSTP"], "Send-ContainerSignal some -Signal sigt");
        Proposed(["TERM", "TSTP"], "Stop-Container some -Signal T");
        Proposed(["SIGUSR1", "SIGUSR2"], "New-Container busybox -StopSignal SIGU");
        Assert.Equal(["Removing", "Restarting", "Running"], Texts("Get-Container -State r").Order());
    }

    [Fact]
    public void Paths_inside_containers_complete_even_when_it_does_not_run()
    {
        var name = containers.Start("paths", "mkdir -p /d/sub/deep; ln -s /d /link; cd /d; touch plain 'a b' \"it's\" '[x]' '$v' sub/inner; sleep 1000");
        TestEngine.Docker("exec", name, "sh", "-c", "until [ -e /d/sub/inner ]; do sleep 0.05; done");
        string[] expected = ["'/d/$v'", "/d/[x]", "'/d/a b'", "'/d/it''s'", "/d/plain", "/d/sub/"];
        Proposed(expected, $"Get-ContainerContent {name} -Path /d/");
        Assert.Equal(["'/d/`[x`]'"], Texts($"Get-ContainerItem {name} -Path '/d/`"));
        Proposed(["/link/plain"], $"Test-ContainerPath {name} /link/pl");
        Proposed(["\"/d/`$v\""], $"Get-ContainerContent {name} -Path \"/d/`$");
        Proposed([$"{name}:/d/plain"], $"Copy-ContainerItem {name}:/d/pl");
        Proposed([name + ":"], $"Copy-ContainerItem . {name[..^2]}");
        Proposed(["/d/sub/"], $"Copy-ContainerItem /tmp/x -ToContainer {name} -Destination /d/s");
        Among("/link", $"Get-ContainerContent {name} -Path /");
        var tips = Complete($"Get-ContainerContent {name} -Path /");
        Assert.Equal("/link (SymbolicLink -> /d)", tips.Single(c => c.CompletionText == "/link").ToolTip);
        Assert.Equal(CompletionResultType.ProviderContainer, tips.Single(c => c.CompletionText == "/d/").ResultType);
        TestEngine.Docker("kill", name);
        Proposed(["/d/sub/inner"], $"Set-ContainerContent {name} -Path /d/sub/i");
        Assert.Empty(Texts($"Get-ContainerContent {name} -Path /no/such/"));
        Assert.Empty(Texts($"Get-ContainerContent {containers.Name("absent")} -Path /"));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("with space")]
    [InlineData("it's")]
    [InlineData("$(Get-Date)")]
    [InlineData("1e3")]
    [InlineData("-Force")]
    [InlineData("a,b")]
    [InlineData("@x")]
    [InlineData("a;b")]
    [InlineData("”’`")]
    public void What_is_proposed_is_read_back_as_it_is(string suffix)
    {
        // A network's name may be anything.
        var name = suffix.StartsWith('-') || suffix is "1e3" or "@x" ? suffix + containers.Prefix : $"{containers.Prefix}{suffix}";
        TestEngine.Docker("network", "create", "--label", containers.Label, "--", name);
        foreach (var typed in new[] { "Get-ContainerNetwork ", "Get-ContainerNetwork '", "Get-ContainerNetwork \"" })
        {
            string[] texts = [];
            for (var watch = Stopwatch.StartNew(); texts.Length == 0 && watch.Elapsed.TotalSeconds < 20; Thread.Sleep(100))
            {
                texts = [.. Complete(typed).Where(c => c.ListItemText == name).Select(c => c.CompletionText)];
            }
            var script = Parser.ParseInput("x " + Assert.Single(texts), out _, out var errors);
            Assert.Empty(errors);
            var command = Assert.IsType<CommandAst>(Assert.Single(Assert.IsType<PipelineAst>(script.EndBlock.Statements[0]).PipelineElements));
            Assert.Equal(2, command.CommandElements.Count);
            Assert.Equal(name, session.Run("$text", ("text", command.CommandElements[1].SafeGetValue())).Good().Text[0]);
        }
    }

    [Fact]
    public void Contexts_complete_and_a_typed_one_says_which_engine_is_asked()
    {
        var name = containers.Start("context");
        using var folder = new DockerFolder();
        folder.Docker("context", "create", "here", "--description", "The engine of the test", "--docker", "host=" + TestEngine.Host);
        folder.Docker("context", "create", "nowhere", "--docker", "host=unix:///no/such/socket");
        var outcome = folder.Run(
            $$"""
            function Texts($line) { (([System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)).CompletionMatches | ForEach-Object CompletionText) -join ' ' }
            Texts 'Get-Container -Context '
            Texts 'Remove-ContainerContext '
            Texts 'Set-ContainerContext n'
            Texts 'Stop-Container -Context here {{name}}'
            Texts 'Stop-Container -EngineHost {{TestEngine.Host}} {{name}}'
            Texts 'Stop-Container -Context nowhere {{name}}'
            Texts 'Stop-Container -Context absent {{name}}'
            Texts 'Get-Container -Context nowhere, here {{name}}'
            Use-ContainerContext here
            Texts 'Stop-Container {{name}}'
            Texts 'Remove-ContainerContext '
            """);
        Assert.Equal(("", 0), (outcome.Error, outcome.ExitCode));
        Assert.Equal(["default here nowhere", "here nowhere", "nowhere", name, name, "", "", name, name, "nowhere"], outcome.Output.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void A_dead_and_a_silent_engine_keep_nobody_waiting()
    {
        using var silent = new RawPeer(null);
        Complete("Get-Container -EngineHost unix:///no/such/socket "); // the first use of all compiles what it runs
        foreach (var host in new[] { "unix:///no/such/socket", "tcp://127.0.0.1:1", silent.Address, "nonsense://x", "" })
        {
            var watch = Stopwatch.StartNew();
            Assert.Empty(Texts($"Stop-Container -EngineHost '{host}' w"));
            Assert.Empty(Texts($"Get-ContainerContent -EngineHost '{host}' web -Path /"));
            Assert.InRange(watch.Elapsed.TotalSeconds, 0, 4);
            // Who presses the key again does not wait again.
            watch.Restart();
            Assert.Empty(Texts($"Stop-Container -EngineHost '{host}' w"));
            Assert.InRange(watch.Elapsed.TotalSeconds, 0, 0.5);
        }
    }

    [Fact]
    public void An_answer_that_is_no_engines_is_no_proposal()
    {
        using var peer = new ScriptedEngine();
        peer.When("GET /containers/json").Answer(Answer.Html(200, "<html>"));
        Assert.Empty(Texts($"Stop-Container -EngineHost {peer.Address} w"));
        // Where nothing is proposed PowerShell tries files, with cmdlets that this host lacks.
        Assert.Empty(session.Run("$Error | Where-Object { \"$_\" -notlike '*CommandNotFoundException*' } | ForEach-Object { \"$_\" }").Text);
    }

    [Fact]
    public void Many_keys_ask_the_engine_once()
    {
        var name = containers.Start("cached");
        Proposed([name], $"Stop-Container {name}");
        engine.Refuses = true;
        engine.Cut();
        Assert.Equal([name], Texts($"Stop-Container {name}"));
    }

    [Fact]
    public void Every_parameter_that_names_something_on_an_engine_completes()
    {
        var bare = session.Run(
            """
            Get-Command -Module ContainerTools | ForEach-Object { $command = $_; $command.Parameters.Values } |
                Where-Object { $_.ParameterType.FullName -match '^ContainerTools\.Container(Image|Network|Volume)?Reference(\[\])?$' -or $_.Name -in 'Context', 'Signal', 'StopSignal' -or ($_.Name -eq 'Label' -and $command.Name -match 'Container(Image|Network|Volume|Event|Host|Config|Secret|Node)?$') } |
                Where-Object { -not ($_.Attributes | Where-Object { $_ -is [ArgumentCompleter] }) } | ForEach-Object { "$command -$($_.Name)" }
            """).Good().Text;
        Assert.Empty(bare);
    }

    /// <summary>Waits until that is proposed: a machine that is busy may take more than the second that there is.</summary>
    private void Proposed(string[] expected, string line, string before = "")
    {
        var watch = Stopwatch.StartNew();
        string[] texts;
        while (!expected.SequenceEqual(texts = Texts(line, before)) && watch.Elapsed.TotalSeconds < 20) Thread.Sleep(100);
        Assert.Equal(expected, texts);
    }

    /// <summary>Waits until that is proposed, among others.</summary>
    private void Among(string expected, string line)
    {
        for (var watch = Stopwatch.StartNew(); !Texts(line).Contains(expected); Thread.Sleep(100)) Assert.True(watch.Elapsed.TotalSeconds < 20, $"{line} does not propose {expected}");
    }

    private string[] Texts(string line, string before = "") => [.. Complete(line, before).Select(c => c.CompletionText)];

    private List<CompletionResult> Complete(string line, string before = "")
    {
        if (!line.Contains("-EngineHost", StringComparison.Ordinal)) line = line.Insert(line.IndexOf(' ', StringComparison.Ordinal), " -EngineHost " + engine.Address);
        var outcome = session.Run(before + "\n[System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches", ("line", line)).Good();
        return [.. outcome.Output.Select(o => (CompletionResult)o.BaseObject)];
    }
}
