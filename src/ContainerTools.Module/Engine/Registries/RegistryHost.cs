using System.Text.RegularExpressions;

namespace ContainerTools.Engine.Registries;

/// <summary>The names of a registry: what people write, its host with its port, and the key that docker stores its credentials under.</summary>
internal static partial class RegistryHost
{
    /// <summary>The host that names Docker Hub.</summary>
    public const string DockerHub = "docker.io";

    /// <summary>Docker Hub's key, for reasons of history the address of an index that is no more.</summary>
    public const string DockerHubKey = "https://index.docker.io/v1/";

    /// <summary>The host with its port of what a user or a configuration file wrote, with or without scheme and path.</summary>
    public static string Of(string text)
    {
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme >= 0 ? text[(scheme + 3)..] : text;
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var host = slash >= 0 ? rest[..slash] : rest;
        return IsDockerHub(host) ? DockerHub : host;
    }

    /// <summary>The key of a registry in docker's configuration and in credential helpers.</summary>
    /// <param name="host">The host with its port.</param>
    public static string KeyOf(string host) => IsDockerHub(host) ? DockerHubKey : host;

    /// <summary>Reads what a user gave as a registry.</summary>
    /// <returns>The host with its port.</returns>
    /// <exception cref="FormatException">It is none; what may be a password is not in the message.</exception>
    public static string Parse(string text)
    {
        var trimmed = text.Trim();
        var at = trimmed.LastIndexOf('@');
        if (at >= 0)
        {
            throw new FormatException($"'…{trimmed[at..]}' is not a registry: a user name and a password do not belong into its address. Give them with -Credential.");
        }
        var host = Of(trimmed);
        return HostAndPort().IsMatch(host)
            ? host
            : throw new FormatException($"'{text}' is not a registry. Expected host[:port], for example docker.io, ghcr.io or registry.example:5000.");
    }

    /// <summary>Whether two names mean the same registry.</summary>
    public static bool Same(string left, string right) => string.Equals(Of(left), Of(right), StringComparison.OrdinalIgnoreCase);

    private static bool IsDockerHub(string host) => host is DockerHub or "index.docker.io";

    [GeneratedRegex(@"^(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?|\[[a-fA-F0-9:]+\])(?::[0-9]{1,5})?\z")]
    private static partial Regex HostAndPort();
}
