using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace ContainerTools.ModuleTests.Images;

/// <summary>Builds whose steps use an ssh agent: a real one, with which ssh's own programs speak from within a step.</summary>
public sealed partial class BuildSshTests : IClassFixture<PowerShellSession>, IClassFixture<BuildFolders>, IDisposable
{
    private readonly PowerShellSession session;
    private readonly BuildFolders images;
    private readonly string folder;
    private readonly string socket;
    private readonly Process agent;

    public BuildSshTests(PowerShellSession session, BuildFolders images)
    {
        (this.session, this.images) = (session, images);
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) Assert.Skip("OpenSSH is installed by root on Linux.");
        TestEngine.Prepare("ssh");
        folder = images.Folder(("Dockerfile", ""));
        // A socket's path is short.
        socket = Path.Combine(Path.GetTempPath(), "ct-agent-" + Guid.NewGuid().ToString("n")[..8]);
        agent = Process.Start(new ProcessStartInfo("ssh-agent", ["-D", "-a", socket]) { RedirectStandardOutput = true })!;
        for (var watch = Stopwatch.StartNew(); !File.Exists(socket); Thread.Sleep(10)) Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), "ssh-agent does not begin");
        Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "the key of the test", "-f", Path.Combine(folder, "key"));
        Run("ssh-add", "-q", Path.Combine(folder, "key"));
        File.WriteAllText(Path.Combine(folder, ".dockerignore"), "key");
        // The image has no ssh: the program comes along with the libraries that it takes.
        Install("/usr/bin/ssh-add");
    }

    private string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["SSH_AUTH_SOCK"] = socket } })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}");
        return output;
    }

    private void Install(string program)
    {
        foreach (var file in Library().Matches(Run("ldd", program)).Select(match => match.Value).Append(program))
        {
            var copy = Path.Combine(folder, "root", file.TrimStart('/'));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    [GeneratedRegex(@"(?<=\s)/\S+(?= \()")]
    private static partial Regex Library();

    /// <summary>Builds steps, each with what it mounts.</summary>
    private Outcome Build(string parameters, params string[] steps)
    {
        File.WriteAllText(Path.Combine(folder, "Dockerfile"), $"FROM busybox\nENV PATH=/bin:/usr/bin\nCOPY root key.pub /\n{string.Join('\n', steps.Select(step => $"RUN --mount=type=ssh{step} # {Guid.NewGuid()}"))}");
        return session.Run($"Build-ContainerImage $folder -Label $label {parameters} -Verbose", ("folder", folder), ("label", images.Label), ("socket", socket));
    }

    [Fact]
    public void A_step_sees_the_keys_and_signs_with_them()
    {
        var fingerprint = Run("ssh-add", "-l").Trim();
        var outcome = Build("-Ssh default=$socket", " ssh-add -l", " ssh-add -T /key.pub && ssh-add -T /key.pub").Good();
        Assert.Contains("  " + fingerprint, outcome.Verbose);
    }

    [Theory]
    [InlineData("-Ssh deploy=$socket", ",id=deploy,required ssh-add -l")]
    [InlineData("-Ssh @{ deploy = $socket }, @{ Id = 'default'; Path = $socket }", ",id=deploy,target=/agent,mode=0666,uid=5 SSH_AUTH_SOCK=/agent ssh-add -l && test $(stat -c %u%a /agent) = 5666")]
    public void An_agent_may_have_a_name_a_place_and_a_mode(string parameters, string step) => Build(parameters, step).Good();

    [Fact]
    public void The_agent_of_the_session_is_the_default()
    {
        var before = Environment.GetEnvironmentVariable("SSH_AUTH_SOCK");
        Environment.SetEnvironmentVariable("SSH_AUTH_SOCK", socket);
        Build("-Ssh default", " ssh-add -l").Good();
        Environment.SetEnvironmentVariable("SSH_AUTH_SOCK", null);
        Assert.Equal(["SshAgentNotFound"], Build("-Ssh default", " true").ErrorIds);
        Environment.SetEnvironmentVariable("SSH_AUTH_SOCK", before);
    }

    /// <summary>As docker has it: a Dockerfile of somebody else must not change what the agent has.</summary>
    [Fact]
    public void A_step_can_neither_remove_keys_nor_lock_the_agent()
    {
        Build("-Ssh default=$socket", " ! ssh-add -D && ! ssh-add -d /key.pub && ssh-add -T /key.pub").Good();
        Assert.Contains("the key of the test", Run("ssh-add", "-l"), StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_at_once_and_many_questions_on_one_connection_are_answered() =>
        Build("-Ssh default=$socket", " for i in 1 2 3 4 5 6 7 8; do (for j in 1 2 3 4 5; do ssh-add -T /key.pub || exit 1; done; touch /done$i) & done; wait; test $(ls /done* | wc -l) = 8").Good();

    public static TheoryData<string, string, string> Errors => new()
    {
        { "", ",required true", "BuildSshMissing" },
        { "-Ssh other=$socket", ",required true", "BuildSshMissing" },
        { "-Ssh default=/no/such/socket", " true", "SshAgentNotFound" },
        { "-Ssh \"default=$folder/key\"", " true", "SshAgentInvalid" },
        { "-Ssh default=$folder", " true", "SshAgentInvalid" },
        { "-Ssh default=$socket, default=$socket", " true", "BuildMountDuplicate" },
        { "-Ssh default=$socket", " ssh-add -l && exit 3", "BuildStepFailed" },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void What_cannot_be_used_is_an_error(string parameters, string step, string id) => Assert.Equal([id], Build(parameters, step).ErrorIds);

    /// <summary>An agent of the test's own, whose answer is longer than a connection's windows.</summary>
    [Fact]
    public async Task A_long_answer_comes_whole()
    {
        const int Length = 200_000;
        var path = socket + "-long";
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        var answering = AnswerAsync(listener, Identities(Length));
        session.Run("$dockerfile | Build-ContainerImage $folder -Label $label -Ssh default=$socket",
            ("dockerfile", $"FROM busybox\nENV PATH=/bin:/usr/bin\nCOPY root /\nRUN --mount=type=ssh test $(ssh-add -l | cut -d ' ' -f 3 | tr -d '\\n' | wc -c) = {Length} # {Guid.NewGuid()}"), ("folder", folder), ("label", images.Label), ("socket", path)).Good();
        await answering.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        File.Delete(path);
    }

    /// <summary>The agent ends within a question, which fails the step and nothing else.</summary>
    [Fact]
    public async Task An_agent_that_ends_fails_the_step()
    {
        var path = socket + "-short";
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        var answering = AnswerAsync(listener, Identities(100)[..50]);
        var outcome = session.Run("$dockerfile | Build-ContainerImage $folder -Label $label -Ssh default=$socket",
            ("dockerfile", $"FROM busybox\nENV PATH=/bin:/usr/bin\nCOPY root /\nRUN --mount=type=ssh ssh-add -l # {Guid.NewGuid()}"), ("folder", folder), ("label", images.Label), ("socket", path));
        Assert.Equal(["BuildStepFailed"], outcome.ErrorIds);
        await answering.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        File.Delete(path);
    }

    private static async Task AnswerAsync(Socket listener, byte[] answer)
    {
        using var client = await listener.AcceptAsync();
        Assert.True(await client.ReceiveAsync(new byte[100]) > 0);
        await client.SendAsync(answer);
    }

    /// <summary>One key with a comment of so many letters.</summary>
    private static byte[] Identities(int comment)
    {
        static byte[] Text(byte[] bytes)
        {
            var length = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            return [.. length, .. bytes];
        }
        return Text([12, 0, 0, 0, 1, .. Text([.. Text("ssh-ed25519"u8.ToArray()), .. Text(new byte[32])]), .. Text(Encoding.ASCII.GetBytes(new string('x', comment)))]);
    }

    public void Dispose()
    {
        agent.Kill();
        agent.WaitForExit();
        agent.Dispose();
        File.Delete(socket);
    }
}
