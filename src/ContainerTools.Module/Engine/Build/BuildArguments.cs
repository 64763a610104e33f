namespace ContainerTools.Engine.Build;

/// <summary>The values of a Dockerfile's <c>ARG</c>, with the proxies of docker's configuration among them.</summary>
internal static class BuildArguments
{
    private static readonly (string Setting, string Variable)[] Proxies =
    [
        ("httpProxy", "HTTP_PROXY"), ("httpsProxy", "HTTPS_PROXY"), ("ftpProxy", "FTP_PROXY"), ("noProxy", "NO_PROXY"), ("allProxy", "ALL_PROXY"),
    ];

    /// <summary>Resolves what the user gave; a name alone takes this process's value, and <see langword="null"/> where there is none.</summary>
    /// <param name="given">Pairs <c>NAME=value</c>, and names.</param>
    /// <param name="proxies">The proxies that docker's configuration has for this engine; they yield to what was given.</param>
    public static Dictionary<string, string?> Resolve(IEnumerable<string> given, JsonElement proxies, Func<string, string?> environment)
    {
        var result = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var pair in given)
        {
            var cut = pair.IndexOf('=', StringComparison.Ordinal);
            if (cut < 0) result[pair] = environment(pair);
            else result[pair[..cut]] = pair[(cut + 1)..];
        }
        foreach (var (setting, variable) in Proxies)
        {
            if (proxies.TextOrNull(setting) is not { } value) continue;
            result.TryAdd(variable, value);
            result.TryAdd(variable.ToLowerInvariant(), value);
        }
        return result;
    }
}
