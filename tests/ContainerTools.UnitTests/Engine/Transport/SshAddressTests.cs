using ContainerTools.Engine;
using ContainerTools.Engine.Transport;

namespace ContainerTools.UnitTests.Engine.Transport;

public sealed class SshAddressTests
{
    [Theory]
    [InlineData("ssh://host", null, "host", null, null)]
    [InlineData("ssh://me@host", "me", "host", null, null)]
    [InlineData("ssh://me@host:2222", "me", "host", 2222, null)]
    [InlineData("ssh://host/", null, "host", null, null)]
    [InlineData("ssh://host:/", null, "host", null, null)]
    [InlineData("ssh://host/run/docker.sock", null, "host", null, "/run/docker.sock")]
    [InlineData("ssh://host/with%20space/d.sock", null, "host", null, "/with space/d.sock")]
    [InlineData("ssh://me%40corp@host", "me@corp", "host", null, null)]
    [InlineData("ssh://me@corp@host", "me@corp", "host", null, null)]
    [InlineData("ssh://@host", null, "host", null, null)]
    [InlineData("ssh://My_Alias-1.example", null, "My_Alias-1.example", null, null)]
    [InlineData("ssh://me@[fe80::1%eth0]:22/x", "me", "fe80::1%eth0", 22, "/x")]
    public void An_address_is_read_as_docker_reads_it(string text, string? user, string host, int? port, string? path) =>
        Assert.Equal(new SshAddress(user, host, port, path), SshAddress.Parse(text));

    [Theory]
    [InlineData("ssh://")]
    [InlineData("ssh:///path")]
    [InlineData("ssh://me@")]
    [InlineData("ssh://me:secret@host")]
    [InlineData("ssh://host?x=y")]
    [InlineData("ssh://host/path#x")]
    [InlineData("ssh://host:0")]
    [InlineData("ssh://host:65536")]
    [InlineData("ssh://host:port")]
    [InlineData("ssh://-oProxyCommand=x")]
    [InlineData("ssh://a host")]
    [InlineData("ssh://host/a%0Ab")]
    [InlineData("ssh://m%00e@host")]
    public void What_is_none_is_refused(string text)
    {
        var refusal = Assert.Throws<FormatException>(() => SshAddress.Parse(text));
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ssh://host", "-o BatchMode=yes -o ConnectTimeout=30 -T -- host|docker system dial-stdio")]
    [InlineData("ssh://me@host:22/run/d.sock", "-l me -p 22 -o BatchMode=yes -o ConnectTimeout=30 -T -- host|docker --host=unix:///run/d.sock system dial-stdio")]
    [InlineData("ssh://host/it's%20$HOME;x", "-o BatchMode=yes -o ConnectTimeout=30 -T -- host|docker '--host=unix:///it'\\''s $HOME;x' system dial-stdio")]
    public void What_is_run_there_is_one_word_that_its_shell_takes_apart_again(string text, string expected)
    {
        var arguments = SshAddress.Parse(text).Arguments.ToList();
        Assert.Equal(expected, $"{string.Join(' ', arguments[..^1])}|{arguments[^1]}");
    }

    [Theory]
    [InlineData("ssh://me:hunter2@host")]
    [InlineData("tcp://me:hunter2@host:2375")]
    [InlineData("https://me:hunter2@host")]
    [InlineData("me:hunter2@host")]
    public void A_password_in_an_address_is_refused_and_never_shown(string text)
    {
        var refusal = Assert.Throws<EngineException>(() => EngineAddress.Parse(text, tls: false));
        Assert.Equal("EngineHostInvalid", refusal.ErrorId);
        Assert.DoesNotContain("hunter2", refusal.Message + refusal.Target, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("root@h: Permission denied (publickey,password).\r\n", 255, "SshFailedAuthentication")]
    [InlineData("Host key verification failed.\n", 255, "SshFailedHostKey")]
    [InlineData("bash: line 1: docker: command not found\n", 127, "SshFailedDockerMissing")]
    [InlineData("sh: 1: docker: not found\n", 127, "SshFailedDockerMissing")]
    [InlineData("'docker' is not recognized as an internal or external command,\r\noperable program or batch file.\r\n", 1, "SshFailedDockerMissing")]
    [InlineData("docker: 'dial-stdio' is not a docker command.\n", 1, "SshFailedDockerMissing")]
    [InlineData("failed to open the raw stream connection: dial unix /var/run/docker.sock: connect: permission denied\n", 1, "SshFailedEngine")]
    [InlineData("Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?\n", 1, "SshFailedEngine")]
    [InlineData("ssh: Could not resolve hostname h: Name or service not known\n", 255, "SshFailedUnreachable")]
    [InlineData("kex_exchange_identification: Connection closed by remote host\n", 255, "SshFailedUnreachable")]
    [InlineData("something new\n", 255, "SshFailed")]
    [InlineData("", 1, "SshFailed")]
    public void What_ssh_said_tells_what_is_wrong(string said, int exitCode, string id)
    {
        var failure = SshFailure.Of(said, exitCode, "");
        Assert.Equal(id, failure.ErrorId);
        Assert.Contains($"exit code {exitCode}", failure.Message, StringComparison.Ordinal);
        Assert.Contains(said.Split('\n')[0].Trim(), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_other_side_writes_cannot_move_the_cursor_nor_fill_the_screen()
    {
        var failure = SshFailure.Of("\u001b[2J\u001b]0;title\a" + new string('x', 5000), 255, "");
        Assert.DoesNotContain('\u001b', failure.Message);
        Assert.InRange(failure.Message.Length, 100, 1500);
        Assert.DoesNotContain('\u001b', SshFailure.Of("", null, "\u001b[2Jhello").Message);
    }
}
