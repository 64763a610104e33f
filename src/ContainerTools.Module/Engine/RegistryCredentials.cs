using ContainerTools.Engine.Registries;

namespace ContainerTools.Engine;

/// <summary>
/// What an engine is told so that registries let it in: the credentials that were given for this session, else those that
/// docker's CLI would use.
/// </summary>
internal static class RegistryCredentials
{
    private const string OneRegistry = "X-Registry-Auth";
    private const string AllRegistries = "X-Registry-Config";

    /// <summary>The header for an image's registry. It is sent without credentials too, as some engines insist on it.</summary>
    /// <exception cref="EngineException">There are credentials, and they cannot be had.</exception>
    public static Task<KeyValuePair<string, string>> HeaderAsync(ImageReference image, CancellationToken token) => HeaderAsync(image.Domain, null, token);

    /// <summary>The header for a registry.</summary>
    /// <param name="host">The host with its port.</param>
    /// <param name="given">The credentials to use instead of those that are kept.</param>
    /// <exception cref="EngineException">There are credentials, and they cannot be had.</exception>
    public static async Task<KeyValuePair<string, string>> HeaderAsync(string host, RegistryCredential? given, CancellationToken token)
    {
        var credential = given ?? await FindAsync(host, Environment.GetEnvironmentVariable, token).ConfigureAwait(false);
        return Header(OneRegistry, json =>
        {
            if (credential is not null) credential.WriteTo(json);
            else WriteNothing(json);
        });
    }

    /// <summary>
    /// The header for a build, which may need any registry: the credentials of all that are known. What cannot be had is left
    /// out, as the build may not need it.
    /// </summary>
    /// <param name="failed">Is told what was left out and why.</param>
    public static Task<KeyValuePair<string, string>> AllHeaderAsync(Action<string> failed, CancellationToken token) => AllHeaderAsync(Environment.GetEnvironmentVariable, failed, token);

    /// <summary>The same with the environment variables of a test.</summary>
    internal static async Task<KeyValuePair<string, string>> AllHeaderAsync(Func<string, string?> environment, Action<string> failed, CancellationToken token)
    {
        var found = new Dictionary<string, RegistryCredential>(StringComparer.Ordinal);
        var hosts = SessionCredentials.All.Select(known => known.Key);
        try
        {
            var stored = await CredentialStore.Read(environment).ListAsync(e => failed(e.Message), token).ConfigureAwait(false);
            hosts = hosts.Concat(stored.Select(registry => registry.Name));
        }
        catch (EngineException e)
        {
            failed(e.Message);
        }
        foreach (var host in hosts.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            try
            {
                if (await FindAsync(host, environment, token).ConfigureAwait(false) is { } credential) found[credential.Address] = credential;
            }
            catch (EngineException e)
            {
                failed(e.Message);
            }
        }
        return Header(AllRegistries, json =>
        {
            json.WriteStartObject();
            foreach (var (address, credential) in found)
            {
                json.WritePropertyName(address);
                credential.WriteTo(json);
            }
            json.WriteEndObject();
        });
    }

    /// <summary>The credentials of a registry; <see langword="null"/> where there are none.</summary>
    private static async Task<RegistryCredential?> FindAsync(string host, Func<string, string?> environment, CancellationToken token)
    {
        var registry = RegistryHost.Of(host);
        return SessionCredentials.Find(registry) ?? await CredentialStore.Read(environment).FindAsync(registry, token).ConfigureAwait(false);
    }

    /// <summary>JSON in base64 that may stand in a URL, with its padding: that is how engines read it.</summary>
    private static KeyValuePair<string, string> Header(string name, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) write(json);
        return KeyValuePair.Create(name, Convert.ToBase64String(buffer.GetBuffer(), 0, (int)buffer.Length).Replace('+', '-').Replace('/', '_'));
    }

    private static void WriteNothing(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteEndObject();
    }
}
