using System.Text.RegularExpressions;

namespace ContainerTools.Engine.Transport;

/// <summary>Where an engine is that is reached by ssh: <c>ssh://[user@]host[:port][/path of its socket]</c>.</summary>
/// <param name="User">The user there; <see langword="null"/> for the one of ssh's own settings.</param>
/// <param name="Host">The host, or a name that ssh's settings have for it.</param>
/// <param name="Port">The port; <see langword="null"/> for the one of ssh's own settings.</param>
/// <param name="SocketPath">The path of the engine's socket there; <see langword="null"/> for the one that docker uses there.</param>
internal sealed partial record SshAddress(string? User, string Host, int? Port, string? SocketPath)
{
    private const string Scheme = "ssh://";

    /// <exception cref="FormatException">It is no such address; the message says why, without a password that is in it.</exception>
    public static SshAddress Parse(string text)
    {
        var rest = text[Scheme.Length..];
        if (rest.Contains('?', StringComparison.Ordinal) || rest.Contains('#', StringComparison.Ordinal)) throw new FormatException("an ssh address has no '?' and no '#'");
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var authority = slash < 0 ? rest : rest[..slash];
        var path = slash < 0 ? "" : Uri.UnescapeDataString(rest[slash..]);
        var at = authority.LastIndexOf('@');
        var user = at < 0 ? "" : authority[..at];
        if (user.Contains(':', StringComparison.Ordinal)) throw new FormatException("an ssh address has no password: ssh takes keys and its agent");
        var match = HostAndPort().Match(authority[(at + 1)..]);
        if (!match.Success) throw new FormatException("it has no host, or one that ssh cannot take");
        int? port = match.Groups["port"] is { Length: > 0 } digits ? int.TryParse(digits.Value, out var number) && number is > 0 and <= 65535 ? number : throw new FormatException("its port is none") : null;
        user = Uri.UnescapeDataString(user);
        if (user.Any(char.IsControl) || path.Any(char.IsControl)) throw new FormatException("it has control characters");
        return new SshAddress(user.Length == 0 ? null : user, match.Groups["host"].Value, port, path.Trim('/').Length == 0 ? null : path);
    }

    /// <summary>
    /// What ssh is told. It never asks: a cmdlet may run where nobody sees a question. The user's own settings, keys and agent
    /// count for everything else.
    /// </summary>
    public IEnumerable<string> Arguments
    {
        get
        {
            if (User is not null) foreach (var word in (string[])["-l", User]) yield return word;
            if (Port is { } port) foreach (var word in (string[])["-p", port.Invariant()]) yield return word;
            foreach (var word in (string[])["-o", "BatchMode=yes", "-o", "ConnectTimeout=30", "-T", "--", Host]) yield return word;
            yield return Command;
        }
    }

    /// <summary>What is run there, as a shell reads it: docker's own client, which passes bytes to its engine.</summary>
    private string Command => SocketPath is null ? "docker system dial-stdio" : $"docker {Quote("--host=unix://" + SocketPath)} system dial-stdio";

    private static string Quote(string word) => Plain().IsMatch(word) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"^(?:\[(?<host>[0-9A-Fa-f:.%a-zA-Z]+)\]|(?<host>[^-\[\]:\s/@][^\[\]:\s/@]*))(?::(?<port>[0-9]*))?$")]
    private static partial Regex HostAndPort();

    [GeneratedRegex("^[A-Za-z0-9_/:=.,@%+-]+$")]
    private static partial Regex Plain();
}
