using System.Collections.Concurrent;

namespace ContainerTools.Engine.Registries;

/// <summary>The credentials that were given for this process only. They are in its memory and nowhere else.</summary>
internal static class SessionCredentials
{
    private static readonly ConcurrentDictionary<string, RegistryCredential> Known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All registries with credentials, by their hosts.</summary>
    public static IReadOnlyCollection<KeyValuePair<string, RegistryCredential>> All => [.. Known];

    public static RegistryCredential? Find(string host) => Known.GetValueOrDefault(host);

    public static void Store(string host, RegistryCredential credential) => Known[host] = credential;

    /// <returns>Whether there were any.</returns>
    public static bool Erase(string host) => Known.TryRemove(host, out _);
}
