using System.Security.Cryptography;

namespace ContainerTools.ModuleTests.Transports;

/// <summary>What cmdlets do, done over one transport: they take it as they take any other.</summary>
public abstract class TransportTests(TransportPeer peer, PowerShellSession session)
{
    /// <summary>Runs a script in which <c>$context</c> names the engine.</summary>
    private Outcome Run(string script, params (string Name, object? Value)[] variables) => session.Run(script, [("context", peer.Context), .. variables]);

    [Fact]
    public void Containers_are_listed_and_remember_the_way()
    {
        var name = peer.Start("list");
        var listed = Assert.Single(Run("Get-Container $name -Context $context", ("name", name)).Good().Output);
        Assert.Equal(peer.Docker("inspect", "--format", "{{.Id}}", name), listed.Properties["Id"].Value);
        Assert.Equal(peer.Context, listed.Properties["Context"].Value);
        Run("$container | Stop-Container -TimeoutSeconds 0", ("container", listed)).Good();
        Assert.Equal("exited", peer.Docker("inspect", "--format", "{{.State.Status}}", name));
        Assert.Equal(["InputObject"], Run("($container | Get-Container -Detailed).Context -eq $context ? 'InputObject' : 'lost'", ("container", listed)).Good().Text);
    }

    [Fact]
    public void A_log_is_followed_and_left_at_once()
    {
        var name = peer.Start("follow", "i=0; while true; do i=$((i+1)); echo line $i; echo error $i >&2; sleep 0.05; done");
        var streams = Run("$seen = @{}; foreach ($once in 1) { Get-ContainerLog $name -Follow -Context $context | ForEach-Object { $seen[\"$($_.Stream)\"]++; if ($seen.Count -eq 2 -and $seen['StdErr'] -gt 5) { break } } }; $seen.Keys", ("name", name));
        Assert.Equal(["StdErr", "StdOut"], streams.Good().Text.Order());
        session.StopsAtOnce("Get-ContainerLog $name -Follow -Context $context", 5, ("name", name), ("context", peer.Context));
    }

    [Fact]
    public void A_long_log_comes_whole()
    {
        // It runs on: an engine may give up a log that it follows when the container ends, before it has sent all of it.
        var name = peer.Start("long", "seq -w 1 100000; sleep 1000");
        var sum = Run("$sum = 0; $count = 0; foreach ($once in 1) { Get-ContainerLog $name -Follow -Context $context | ForEach-Object { $sum += [int] $_.Message; if (++$count -eq 100000) { break } } }; $count; $sum", ("name", name));
        Assert.Equal(["100000", "5000050000"], sum.Good().Text);
    }

    [Fact]
    public void Input_reaches_a_command_and_ends_before_its_output()
    {
        var name = peer.Start("exec");
        var run = Run("$r = 1..5000 | Invoke-ContainerExec $name -Command sh, -c, 'wc -l; sleep 0.3; echo after; echo error >&2; exit 3' -Context $context; $r.ExitCode; $r.StdOut.Trim(); $r.StdErr.Trim()", ("name", name));
        Assert.Equal(["3", "5000\nafter", "error"], run.Good().Text);
    }

    [Fact]
    public void Bytes_go_there_and_back_unchanged()
    {
        var name = peer.Start("bytes");
        var bytes = RandomNumberGenerator.GetBytes(3_000_000);
        Run("$null = , $bytes | Invoke-ContainerExec $name -Command sh, -c, 'cat >/tmp/there' -Context $context; Invoke-ContainerExec $name -Command cat, /tmp/there -OutFile $file -Context $context",
            ("name", name), ("bytes", bytes), ("file", peer.File("back"))).Good();
        Assert.Equal(Convert.ToHexString(SHA256.HashData(bytes)), Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(peer.File("back")))));
    }

    [Fact]
    public void A_build_is_asked_for_by_the_engine_what_it_mounts()
    {
        var secret = RandomNumberGenerator.GetBytes(300_000);
        var dockerfile = $"FROM {TestEngine.Image}\nRUN --mount=type=secret,id=s sha256sum /run/secrets/s | grep -qi {Convert.ToHexString(SHA256.HashData(secret))} # {Guid.NewGuid()}";
        var outcome = Run("$dockerfile | Build-ContainerImage -Secret @{ s = $secret } -Label $label -Context $context", ("dockerfile", dockerfile), ("secret", secret), ("label", peer.Label));
        if (peer.HasSessions) outcome.Good();
        else Assert.Equal(["BuildSessionUnsupported"], outcome.ErrorIds);
    }

    [Fact]
    public void A_command_that_does_not_end_is_left_at_once()
    {
        var name = peer.Start("endless");
        session.StopsAtOnce("Invoke-ContainerExec $name -Command sh, -c, 'echo begun; sleep 1000' -AsStream -Context $context", 1, ("name", name), ("context", peer.Context));
    }

    [Fact]
    public void Many_commands_run_at_once()
    {
        var names = Enumerable.Range(1, 6).Select(i => peer.Start($"many{i}")).ToArray();
        var outputs = Run("$names | Invoke-ContainerExec -Command hostname -Context $context | ForEach-Object { $_.StdOut.Trim() }", ("names", names)).Good().Text;
        Assert.Equal(names.Select(name => peer.Docker("inspect", "--format", "{{.Config.Hostname}}", name)), outputs);
    }

    [Fact]
    public void A_container_is_run_and_its_result_taken()
    {
        var run = Run("$r = 'in' | Invoke-Container $image -Command sh, -c, 'cat; echo out; echo error >&2; exit 4' -Label $label -AutoRemove -Interactive -Context $context; $r.ExitCode; $r.StdOut.Trim(); $r.StdErr.Trim()",
            ("image", TestEngine.Image), ("label", peer.Label));
        Assert.Equal(["4", "in\nout", "error"], run.Good().Text);
    }

    [Fact]
    public void Statistics_are_taken()
    {
        var name = peer.Start("stats", "while true; do :; done", "--memory", "64m");
        var stats = Run("Get-ContainerStats $name -Count 2 -IntervalSeconds 1 -Context $context", ("name", name)).Good().Output;
        Assert.Equal(2, stats.Count);
        Assert.Equal(64L * 1024 * 1024, stats[1].Properties["MemoryLimit"].Value);
        Assert.True((double)stats[1].Properties["CpuPercent"].Value > 1);
        session.StopsAtOnce("Get-ContainerStats $name -Continuous -Context $context", 1, ("name", name), ("context", peer.Context));
    }

    [Fact]
    public void An_image_is_built_saved_and_loaded()
    {
        var (folder, tag) = (Directory.CreateDirectory(peer.File("context")).FullName, peer.Name("built") + ":1");
        var content = RandomNumberGenerator.GetBytes(5_000_000);
        File.WriteAllBytes(Path.Combine(folder, "content"), content);
        File.WriteAllText(Path.Combine(folder, "Dockerfile"), $"FROM {TestEngine.Image}\nLABEL {peer.Label.Replace("=", "=\"", StringComparison.Ordinal)}\"\nCOPY content /content\nRUN sha256sum /content | cut -d ' ' -f 1 >/sum\n");
        Run("$null = Build-ContainerImage $folder -Tag $tag -Context $context; Export-ContainerImage $tag $file -Context $context", ("folder", folder), ("tag", tag), ("file", peer.File("image.tar"))).Good();
        var id = peer.Docker("image", "inspect", "--format", "{{.Id}}", tag);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), peer.Docker("run", "--rm", tag, "cat", "/sum"));
        peer.Docker("rmi", tag);
        Assert.Equal([id], Run("(Import-ContainerImage $file -Context $context).Id", ("file", peer.File("image.tar"))).Good().Text);
        Assert.Equal(id, peer.Docker("image", "inspect", "--format", "{{.Id}}", tag));
    }

    [Fact]
    public void Files_go_into_a_container_and_out_of_it()
    {
        var name = peer.Start("files");
        var bytes = RandomNumberGenerator.GetBytes(1_000_000);
        var back = Run("Set-ContainerContent $name /tmp/in -Value $bytes -AsByteStream -Context $context; , (Get-ContainerContent $name /tmp/in -AsByteStream -Raw -Context $context)", ("name", name), ("bytes", bytes)).Good();
        Assert.Equal(bytes, Assert.IsType<byte[]>(Assert.Single(back.Output).BaseObject));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), peer.Docker("exec", name, "sha256sum", "/tmp/in")[..64]);
    }

    [Fact]
    public void Many_calls_leave_no_handle_behind()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("Handles are counted in /proc.");
        var name = peer.Start("handles");
        var run = ShellProcess.Command($$"""
            Import-Module '{{TestEngine.Manifest}}'
            function Invoke-All([int] $Times) { foreach ($i in 1..$Times) { $null = Get-Container {{name}} -Detailed; $null = Invoke-ContainerExec {{name}} -Command true; $null = Get-ContainerLog {{name}} } }
            Invoke-All 3
            $before = [IO.Directory]::GetFiles('/proc/self/fd').Length
            Invoke-All 12
            [IO.Directory]::GetFiles('/proc/self/fd').Length - $before
            """, ("DOCKER_HOST", null), ("DOCKER_CONTEXT", peer.Context));
        Assert.InRange(int.Parse(Assert.Single(run.Good().Lines), System.Globalization.CultureInfo.InvariantCulture), -50, 8);
    }

    [Fact]
    public void What_a_container_lacks_is_an_error_of_it()
    {
        var outcome = Run("Get-Container $name -Context $context; Get-ContainerLog $name -Context $context", ("name", peer.Name("none")));
        Assert.Equal(["ContainerNotFound", "ContainerNotFound"], outcome.ErrorIds);
    }
}
