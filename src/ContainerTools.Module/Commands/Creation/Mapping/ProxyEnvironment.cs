using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>docker's configuration can hold proxies for containers; they become variables, in both cases, unless the user has set those.</summary>
internal static class ProxyEnvironment
{
    private static readonly (string Setting, string Variable)[] Known =
    [
        ("httpProxy", "HTTP_PROXY"), ("httpsProxy", "HTTPS_PROXY"), ("noProxy", "NO_PROXY"), ("ftpProxy", "FTP_PROXY"), ("allProxy", "ALL_PROXY"),
    ];

    /// <summary>The variables to add.</summary>
    /// <param name="proxies">The section of the configuration for this engine.</param>
    /// <param name="own">What the user set, as <c>NAME=value</c>.</param>
    public static IReadOnlyList<string> Variables(JsonElement proxies, IEnumerable<string> own)
    {
        var set = own.Select(pair => pair.Split('=', 2)[0]).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. from known in Known
               let value = proxies.TextOrNull(known.Setting)
               where value is not null
               from name in new[] { known.Variable, known.Variable.ToLowerInvariant() }
               where !set.Contains(name)
               select $"{name}={value}",
        ];
    }
}
