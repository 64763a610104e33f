using System.Text;
using System.Text.RegularExpressions;
using ContainerTools.Engine.Transport;

namespace ContainerTools.Engine;

/// <summary>Reads the addresses of engines as docker does.</summary>
internal static partial class EngineAddress
{
    /// <summary>What a socket's address has room for, on every system.</summary>
    private const int LongestSocketPath = 103;

    private const string PlatformUnix = "unix:///var/run/docker.sock";

    private static readonly string[] Schemes = ["unix", "npipe", "tcp", "http", "https", "ssh"];

    /// <summary>Where an engine is when nothing names one.</summary>
    public static string PlatformDefault => OperatingSystem.IsWindows() ? "npipe:////./pipe/docker_engine" : PlatformUnix;

    /// <summary>Reads an address: no scheme means tcp, and a port that is left out is docker's.</summary>
    /// <param name="tls">Whether the engine is spoken to over TLS, which has another port.</param>
    /// <exception cref="EngineException">It is no address of an engine.</exception>
    public static Uri Parse(string text, bool tls)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0) throw Invalid("it is empty");
        if (!trimmed.Contains("://", StringComparison.Ordinal)) trimmed = "tcp://" + trimmed;
        var scheme = trimmed[..trimmed.IndexOf("://", StringComparison.Ordinal)].ToLowerInvariant();
        if (!Schemes.Contains(scheme)) throw Invalid($"the scheme '{scheme}' is not one of {string.Join(", ", Schemes)}");
        if (scheme is "unix" && trimmed.Length == "unix://".Length) trimmed = PlatformUnix;
        if (scheme is "tcp" && trimmed["tcp://".Length..] is "" or [':', ..]) trimmed = "tcp://localhost" + trimmed["tcp://".Length..];
        if (!Uri.TryCreate(trimmed, UriKind.Absolute, out var uri)) throw Invalid("it is not an address");
        switch (scheme)
        {
            case "unix":
                if (SocketPath(trimmed) is not ['/', _, ..]) throw Invalid("it has no path that begins with '/'");
                if (Encoding.UTF8.GetByteCount(SocketPath(trimmed)) > LongestSocketPath) throw Invalid($"the socket's path is longer than the {LongestSocketPath.Invariant()} bytes that the system takes");
                return uri;
            case "npipe":
                PipeDialer.Address(uri);
                return uri;
            case "tcp":
                if (uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0) throw Invalid("a tcp address has only host, port and path");
                return uri.Port > 0 ? uri : new Uri($"tcp://{uri.Host}:{(tls ? "2376" : "2375")}{uri.AbsolutePath.TrimEnd('/')}");
            case "ssh":
                try
                {
                    SshAddress.Parse(trimmed);
                }
                catch (FormatException e)
                {
                    throw Invalid(e.Message);
                }
                return uri;
            default:
                return uri.UserInfo.Length == 0 ? uri : throw Invalid("it has no place for a user");
        }

        EngineException Invalid(string why) => new("EngineHostInvalid", ErrorCategory.InvalidArgument, WithoutPassword(text),
            $"'{WithoutPassword(text)}' is not the address of an engine: {why}. Write for example unix:///var/run/docker.sock, tcp://host:2375, ssh://me@host or npipe:////./pipe/docker_engine.");
    }

    /// <summary>The text for a message: what may be a password is not in it.</summary>
    private static string WithoutPassword(string text) => Password().Replace(text, "$1***@");

    [GeneratedRegex("^((?:[A-Za-z]+://)?[^@/:]*:)(?!//).*@")]
    private static partial Regex Password();

    /// <summary>The path of a unix socket, taken as it stands: docker knows no escapes in it.</summary>
    public static string SocketPath(string host) => host["unix://".Length..];
}
