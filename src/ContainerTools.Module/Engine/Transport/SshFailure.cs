using System.Text.RegularExpressions;

namespace ContainerTools.Engine.Transport;

/// <summary>Finds out what ssh, or docker at its other end, complains of; there is no other way than to read it.</summary>
internal static partial class SshFailure
{
    private const int LongestComplaint = 1000;

    private static readonly (Regex Said, string Id, ErrorCategory Category, string Advice)[] Known =
    [
        (HostKey(), "SshFailedHostKey", ErrorCategory.SecurityError, "The host's key is unknown, or another one than before. Log in once with ssh, compare the key, and accept it or correct ~/.ssh/known_hosts."),
        (Denied(), "SshFailedAuthentication", ErrorCategory.PermissionDenied, "ssh must log in without a question: give it a key that needs no passphrase, load the key into the agent (ssh-add), or name another user."),
        (NoDocker(), "SshFailedDockerMissing", ErrorCategory.ObjectNotFound, "docker's own client (18.09 or newer) must be installed there, and be found by a shell that is no login."),
        (NoEngine(), "SshFailedEngine", ErrorCategory.ConnectionError, "ssh has reached the host, and docker there cannot reach its engine. Start it, let this user use its socket (group docker), or name the socket's path in the address."),
        (NoHost(), "SshFailedUnreachable", ErrorCategory.ConnectionError, "Check the host's name, the port and the network."),
    ];

    /// <summary>A connection that could not be made.</summary>
    /// <param name="said">What came on ssh's standard error.</param>
    /// <param name="answered">What came instead of the engine's answer.</param>
    public static SshException Of(string said, int? exitCode, string answered)
    {
        var words = Words(said);
        if (answered.Length > 0)
        {
            return new SshException("SshFailedAnswer", ErrorCategory.InvalidData,
                $"what came by ssh is no answer of an engine but '{Words(answered)}'. The shell there must not print anything (see its start-up files) when it is no login. {words}".TrimEnd());
        }
        var (_, id, category, advice) = Array.Find(Known, known => known.Said.IsMatch(said)) is { Id: not null } found
            ? found
            : (null!, "SshFailed", ErrorCategory.ConnectionError, "Try the same with ssh itself.");
        var ending = exitCode is { } code ? $"ssh ended with exit code {code.Invariant()}" : "ssh ended its output";
        return new SshException(id, category, $"{ending}{(words.Length > 0 ? $" and said: {words}" : " without a word")} {advice}");
    }

    /// <summary>A connection that has ended before its time.</summary>
    public static SshException Broken(string said, int exitCode) => new("SshFailedConnectionLost", ErrorCategory.ConnectionError,
        $"ssh ended with exit code {exitCode.Invariant()}{(Words(said) is { Length: > 0 } words ? $" and said: {words}" : " without a word.")}");

    /// <summary>The other side has written it: without what could move the cursor, on one line, its end if it is long.</summary>
    private static string Words(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(DisplayText.Printable);
        var words = string.Join(" / ", lines);
        return words.Length > LongestComplaint ? "…" + words[^LongestComplaint..] : words;
    }

    [GeneratedRegex("Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED")]
    private static partial Regex HostKey();

    [GeneratedRegex(@"Permission denied \(|Too many authentication failures|No supported authentication methods")]
    private static partial Regex Denied();

    [GeneratedRegex(@"docker['’]?: (command )?not found|docker: No such file|docker['’] is not recognized|'?dial-stdio'? is not a docker command", RegexOptions.IgnoreCase)]
    private static partial Regex NoDocker();

    [GeneratedRegex(@"Cannot connect to the Docker daemon|failed to open the raw stream connection|docker daemon socket|error during connect", RegexOptions.IgnoreCase)]
    private static partial Regex NoEngine();

    [GeneratedRegex("Could not resolve hostname|Connection refused|Connection timed out|No route to host|Network is unreachable|Connection reset|Connection closed|kex_exchange_identification")]
    private static partial Regex NoHost();
}
