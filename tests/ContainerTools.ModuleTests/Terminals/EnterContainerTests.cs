using System.Diagnostics;
using System.Globalization;

namespace ContainerTools.ModuleTests.Terminals;

public sealed class EnterContainerTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    /// <summary>What runs behind the cmdlet until the test ends it: the terminal is looked at meanwhile.</summary>
    private const string Afterwards = "; \"code:$($LASTEXITCODE):\"; Wait-Container";

    [Fact]
    public void A_shell_in_a_container_is_like_one_here()
    {
        var name = containers.Start("shell");
        using var terminal = new PseudoTerminal($"Enter-Container {name}{Afterwards} {name}");
        terminal.WaitFor("/ # ");
        Assert.NotEqual(terminal.Settings, terminal.ReadSettings());
        // Its window has this one's size, also when that changes.
        terminal.Type("stty size\r");
        terminal.WaitFor("30 100");
        terminal.Resize(120, 40);
        terminal.Type("until stty size | grep -q 120; do sleep 0.05; done; stty size\r");
        terminal.WaitFor("40 120");
        // Text of every kind in both directions.
        terminal.Type("x='grüß dich, 世界 🐳'; echo \"[$x]\"\r");
        terminal.WaitFor("[grüß dich, 世界 🐳]");
        // Ctrl+C is for the program in there.
        terminal.Type("sleep 1000\r");
        terminal.WaitFor("sleep 1000");
        WaitForProcess(name, "sleep 1000", 2);
        terminal.Type("\u0003");
        terminal.WaitFor("/ # ");
        terminal.Type("echo was $?\r");
        terminal.WaitFor("was 130");
        terminal.Type("exit 7\r");
        terminal.WaitFor("code:7:");
        terminal.WaitForSettings(asBefore: true);
        TestEngine.Docker("kill", name);
        Assert.Equal(0, terminal.WaitForEnd());
    }

    [Fact]
    public void What_is_pasted_arrives_whole()
    {
        var name = containers.Start("paste");
        var lines = string.Concat(Enumerable.Range(0, 400).Select(i => string.Create(CultureInfo.InvariantCulture, $"line {i} with some text to make it longer, ünd sö wéiter\n")));
        using var terminal = new PseudoTerminal($"Enter-Container {name} -Command sh, -c, 'stty -echo; echo ready; cat > /pasted; echo done'");
        terminal.WaitFor("ready");
        terminal.Type(lines + "\u0004");
        terminal.WaitFor("done");
        Assert.Equal(0, terminal.WaitForEnd());
        Assert.Equal(lines.TrimEnd('\n'), TestEngine.Docker("exec", name, "cat", "/pasted"));
    }

    [Fact]
    public void Its_environment_is_that_of_files_and_of_the_parameter()
    {
        var name = containers.Start("environment");
        using var folder = new TestFolder();
        var file = folder.Write("variables", "A=from file\nB=from file\n");
        using var terminal = new PseudoTerminal($"Enter-Container {name} -EnvironmentFile '{file}' -Environment B=mine -Command sh, -c, 'echo \"[$A][$B]\"'");
        terminal.WaitFor("[from file][mine]");
        Assert.Equal(0, terminal.WaitForEnd());
    }

    [Theory]
    [InlineData(null, "", "\u0010\u0011")]
    [InlineData("ctrl-x,x", "", "\u0018x")]
    [InlineData("ctrl-x,x", "-DetachKeys 'ctrl-],q'", "\u001dq")]
    public void Keys_leave_it_and_it_goes_on(string? configured, string parameter, string keys)
    {
        var name = containers.Start("detach" + Guid.NewGuid().ToString("n")[..6]);
        using var folder = new TestFolder();
        if (configured is not null) File.WriteAllText(Path.Combine(folder.Path, "config.json"), $$"""{"detachKeys":"{{configured}}"}""");
        using var terminal = new PseudoTerminal($"Enter-Container {name} {parameter} -Command sleep, 2345 -Verbose; \"left:\"; Wait-Container {name}", ("DOCKER_CONFIG", folder.Path));
        WaitForProcess(name, "sleep 2345", 1);
        terminal.WaitForSettings(asBefore: false);
        terminal.Type(keys);
        terminal.WaitFor("Detached");
        terminal.WaitFor("left:");
        terminal.WaitForSettings(asBefore: true);
        WaitForProcess(name, "sleep 2345", 1);
        TestEngine.Docker("kill", name);
        terminal.WaitForEnd();
    }

    [Fact]
    public void A_program_that_is_killed_leaves_the_terminal_as_it_was()
    {
        var (name, other) = (containers.Start("killed"), containers.Start("killed-other"));
        using var terminal = new PseudoTerminal($"Enter-Container {name} -Command vi{Afterwards} {other}");
        terminal.WaitFor("\u001b[?1049h");
        terminal.WaitFor("~");
        TestEngine.Docker("kill", name);
        terminal.WaitFor("\u001b[?1049l");
        terminal.WaitFor("code:137:");
        terminal.WaitForSettings(asBefore: true);
        TestEngine.Docker("kill", other);
        terminal.WaitForEnd();
    }

    [Fact]
    public void An_engine_that_is_lost_is_an_error_and_the_terminal_is_as_it_was()
    {
        var name = containers.Start("lost");
        using var proxy = new FaultProxy(TestEngine.Host);
        using var terminal = new PseudoTerminal($"Enter-Container {name} -EngineHost {proxy.Address} -ErrorVariable failed; \"id:$($failed[0].FullyQualifiedErrorId):\"; Wait-Container {name}");
        terminal.WaitFor("/ # ");
        proxy.Die();
        terminal.WaitFor("id:EngineConnectionLost,");
        terminal.WaitForSettings(asBefore: true);
        TestEngine.Docker("kill", name);
        terminal.WaitForEnd();
    }

    [Fact]
    public void A_pipeline_that_is_stopped_restores_the_terminal_at_once()
    {
        var name = containers.Start("stopped");
        using var folder = new TestFolder();
        var sign = Path.Combine(folder.Path, "finally");
        using var terminal = new PseudoTerminal(
            $"\"id:$($PID):\"; try {{ Enter-Container {name} }} finally {{ [IO.File]::WriteAllText('{sign}', ''); while ([IO.File]::Exists('{sign}')) {{ [Threading.Thread]::Sleep(20) }} }}");
        terminal.WaitFor("id:");
        terminal.WaitFor("/ # ");
        var id = terminal.Shown.Split("id:")[1].Split(':')[0];
        using (var kill = Process.Start("kill", ["-TERM", id])) kill.WaitForExit();
        for (var watch = Stopwatch.StartNew(); !File.Exists(sign); Thread.Sleep(5)) Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
        Assert.Equal(terminal.Settings, terminal.ReadSettings());
        File.Delete(sign);
        Assert.Equal(143, terminal.WaitForEnd());
    }

    [Fact]
    public void The_own_program_of_a_container_can_be_joined()
    {
        var name = containers.Start("attach", "echo first; while read -r line; do echo \"got $line\"; [ \"$line\" = end ] && exit 5; done", "--interactive", "--tty");
        using (var terminal = new PseudoTerminal($"Enter-Container {name} -Attach -Verbose; 'left:'"))
        {
            terminal.WaitForSettings(asBefore: false);
            terminal.Type("one\r");
            terminal.WaitFor("got one");
            terminal.Type("\u0010\u0011");
            terminal.WaitFor("left:");
            Assert.Equal(0, terminal.WaitForEnd());
        }
        Assert.Equal("true", TestEngine.Docker("inspect", "--format", "{{.State.Running}}", name));
        using (var terminal = new PseudoTerminal($"Enter-Container {name} -Attach; \"code:$($LASTEXITCODE):\""))
        {
            terminal.WaitForSettings(asBefore: false);
            terminal.Type("end\r");
            terminal.WaitFor("code:5:");
            terminal.WaitForEnd();
        }
    }

    [Fact]
    public void What_cannot_be_joined_is_an_error_that_says_why()
    {
        var (plain, ended, absent) = (containers.Start("plain"), containers.Create("ended"), containers.Name("absent"));
        using var terminal = new PseudoTerminal(
            $"foreach ($try in {{ Enter-Container {plain} -Attach }}, {{ Enter-Container {ended} -Attach }}, {{ Enter-Container {ended} }}, {{ Enter-Container {absent} }}, {{ Enter-Container '{containers.Name("*")}' }}) {{ & $try -ErrorAction SilentlyContinue; $Error[0].FullyQualifiedErrorId.Split(',')[0] }}; 'the end'");
        terminal.WaitFor("the end");
        string[] expected = ["ContainerHasNoTerminal", "ContainerNotRunning", "ContainerConflict", "ContainerNotFound", "SeveralContainers"];
        foreach (var id in expected) Assert.Contains(id, terminal.Shown, StringComparison.Ordinal);
        Assert.Equal(0, terminal.WaitForEnd());
        Assert.Equal(terminal.Settings, terminal.ReadSettings());
    }

    [Theory]
    [InlineData("root:x:0:0:root:/root:/bin/ash", "", "/bin/ash")]
    [InlineData("root:x:0:0:root:/root:/no/such", "", "/bin/sh")]
    [InlineData("root:x:0:0::/:/bin/sh\nme:x:1000:1000::/:/opt/own/ash", "-User me", "/opt/own/ash")]
    [InlineData("root:x:0:0::/:/bin/sh\nme:x:1000:1000::/:/bin/false", "-User 1000:1000", "/bin/sh")]
    public void The_shell_is_the_one_that_the_user_logs_in_with_if_it_is_there(string passwd, string parameter, string shell)
    {
        var name = containers.StartReady("login" + Guid.NewGuid().ToString("n")[..6], $"printf '{passwd.Replace("\n", "\\n", StringComparison.Ordinal)}\\n' > /etc/passwd; [ -e /bin/ash ] || ln -s busybox /bin/ash; mkdir -p /opt/own; ln -s /bin/busybox /opt/own/ash; touch /ready; sleep 1000");
        using var terminal = new PseudoTerminal($"Enter-Container {name} {parameter}");
        terminal.WaitForSettings(asBefore: false);
        terminal.Type("echo \"[$0]\"; exit\r");
        terminal.WaitFor($"[{shell}]");
        Assert.Equal(0, terminal.WaitForEnd());
    }

    [Fact]
    public void Where_there_is_no_shell_that_is_said_and_nothing_is_run()
    {
        // busybox goes by the name that it is called by, and takes any that begins with its own.
        const string Tool = "/busybox-tool";
        var name = containers.Start("bare", $"cp /bin/busybox {Tool}; exec {Tool} sh -c '{Tool} rm -rf /bin /usr/bin; echo gone; while {Tool} sleep 1; do :; done'");
        for (var watch = Stopwatch.StartNew(); TestEngine.Docker("logs", name) != "gone"; Thread.Sleep(20)) Assert.InRange(watch.Elapsed.TotalSeconds, 0, 30);
        using var terminal = new PseudoTerminal($"Enter-Container {name} -ErrorVariable failed; \"id:$($failed[0].FullyQualifiedErrorId):\"; Enter-Container {name} -Command {Tool}, sh");
        terminal.WaitFor("id:ContainerShellNotFound,");
        terminal.WaitFor("# ");
        terminal.Type("exit\r");
        terminal.WaitForEnd();
    }

    [Fact]
    public void Without_a_terminal_it_says_so()
    {
        var name = containers.Start("none");
        var here = session.Run("Enter-Container $name", ("name", name));
        Assert.Equal(["NoTerminal"], here.ErrorIds);
        var elsewhere = ShellProcess.Command($"Import-Module '{TestEngine.Manifest}'; Enter-Container {name}");
        Assert.NotEqual(0, elsewhere.ExitCode);
        Assert.Contains("needs a terminal", elsewhere.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal(["DetachKeysInvalid"], session.Run("Enter-Container $name -DetachKeys nonsense", ("name", name)).ErrorIds);
    }

    private static void WaitForProcess(string container, string command, int count)
    {
        for (var watch = Stopwatch.StartNew(); TestEngine.Docker("exec", container, "ps", "-o", "args").Split('\n').Count(line => line.Contains(command, StringComparison.Ordinal)) < count; Thread.Sleep(50))
        {
            Assert.True(watch.Elapsed.TotalSeconds < 30, $"'{command}' does not run in {container}");
        }
    }
}
