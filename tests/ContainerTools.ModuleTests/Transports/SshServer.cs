using System.Diagnostics;
using System.Net.Sockets;
using ContainerTools.ModuleTests.Registries;

namespace ContainerTools.ModuleTests.Transports;

/// <summary>
/// A real sshd on this machine's loopback with keys of its own, and the engine under test behind it. The system's ssh reads
/// settings of these tests in the place of the user's, and each start of it is counted. It begins with the first test that
/// asks for it and is gone at the end.
/// </summary>
public sealed class SshServer : TransportPeer
{
    private readonly Lazy<string> address;
    private readonly string context = "ssh-" + Guid.NewGuid().ToString("n")[..10];
    private Process? server;
    private int port;

    public SshServer() => address = new Lazy<string>(Start);

    public override string Local => TestEngine.Host;

    public override string Context
    {
        get
        {
            _ = address.Value;
            return context;
        }
    }

    /// <summary>The port that sshd listens at.</summary>
    public int Port
    {
        get
        {
            _ = address.Value;
            return port;
        }
    }

    /// <summary>The path of the engine's socket.</summary>
    public static string Socket => new Uri(TestEngine.Host).AbsolutePath;

    /// <summary>A name for the host that no other test uses: starts and processes of ssh are told apart by it.</summary>
    /// <param name="kind">What ssh's settings have for it: <c>good</c>, or one of those that fail.</param>
    public string Alias(string kind = "good")
    {
        _ = address.Value;
        return $"{kind}-{Guid.NewGuid():n}";
    }

    /// <summary>How often ssh was started for a host.</summary>
    public int Starts(string alias) => System.IO.File.Exists(File("starts")) ? System.IO.File.ReadLines(File("starts")).Count(line => line.Contains(alias, StringComparison.Ordinal)) : 0;

    /// <summary>The processes of ssh for a host that run now.</summary>
    public static IReadOnlyList<int> Running(string alias)
    {
        var running = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            try
            {
                if (System.IO.File.ReadAllText(Path.Combine(folder, "cmdline")) is var line && line.Contains(alias, StringComparison.Ordinal) && line.Split('\0')[0].EndsWith("ssh", StringComparison.Ordinal))
                {
                    running.Add(int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It has ended.
            }
        }
        return running;
    }

    private string Start()
    {
        if (!TestEngine.Host.StartsWith("unix:", StringComparison.Ordinal)) Assert.Skip("The engine must be on this machine to stand behind its sshd.");
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) Assert.Skip("sshd is started by root on Linux.");
        TestEngine.Prepare("ssh");
        port = TestRegistry.FreePort();
        foreach (var key in new[] { "host", "key", "stranger", "bare", "loud" }) Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", File(key));
        string Public(string key) => System.IO.File.ReadAllText(File(key + ".pub")).Trim();
        System.IO.File.WriteAllText(File("authorized"), $"""
            {Public("key")}
            command="PATH=/nonexistent; eval \"$SSH_ORIGINAL_COMMAND\"" {Public("bare")}
            command="echo Welcome to this host; eval \"$SSH_ORIGINAL_COMMAND\"" {Public("loud")}

            """);
        System.IO.File.WriteAllText(File("known"), $"[127.0.0.1]:{port} {Public("host")}\n");
        System.IO.File.WriteAllText(File("changed"), $"[127.0.0.1]:{port} {Public("stranger")}\n");
        System.IO.File.WriteAllText(File("sshd_config"), $"""
            Port {port}
            ListenAddress 127.0.0.1
            HostKey {File("host")}
            PidFile none
            AuthorizedKeysFile {File("authorized")}
            StrictModes no
            UsePAM no
            PermitRootLogin prohibit-password
            PasswordAuthentication no

            """);
        System.IO.File.WriteAllText(File("ssh_config"), $"""
            Host unknown-*
              UserKnownHostsFile /dev/null
            Host changed-*
              UserKnownHostsFile {File("changed")}
            Host refused-*
              IdentityFile {File("stranger")}
            Host bare-*
              IdentityFile {File("bare")}
            Host loud-*
              IdentityFile {File("loud")}
            Host nowhere-*
              Port 1
            Host *-*
              HostName 127.0.0.1
              Port {port}
              User root
            Host good-* unknown-* changed-* 127.0.0.1
              IdentityFile {File("key")}
            Host *
              UserKnownHostsFile {File("known")}
              StrictHostKeyChecking yes
              IdentitiesOnly yes

            """);
        var program = Path.Combine(TestConfiguration.Programs, "ssh");
        System.IO.File.WriteAllText(program, $"#!/bin/sh\necho \"$*\" >>'{File("starts")}'\nexec /usr/bin/ssh -F '{File("ssh_config")}' \"$@\"\n");
        if (OperatingSystem.IsLinux()) System.IO.File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        server = Process.Start(new ProcessStartInfo("/usr/sbin/sshd", ["-D", "-e", "-f", File("sshd_config")]) { RedirectStandardError = true })!;
        server.ErrorDataReceived += (_, _) => { };
        server.BeginErrorReadLine();
        WaitUntilItListens();
        var host = $"ssh://root@127.0.0.1:{port}{Socket}";
        TestConfiguration.WriteContext(TestConfiguration.Folder, context, host);
        return host;
    }

    private void WaitUntilItListens()
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(30); Thread.Sleep(20))
        {
            Assert.False(server!.HasExited, "sshd has ended");
            try
            {
                using var client = new TcpClient("127.0.0.1", port);
                return;
            }
            catch (SocketException)
            {
                // Not yet.
            }
        }
        Assert.Fail("sshd does not listen");
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    protected override void CleanUp()
    {
        System.IO.File.Delete(Path.Combine(TestConfiguration.Programs, "ssh"));
        base.CleanUp();
        if (server is null) return;
        server.Kill(entireProcessTree: true);
        server.WaitForExit();
        server.Dispose();
    }
}
