using System.Text;
using System.Text.Json.Nodes;

namespace ContainerTools.Engine.Registries;

/// <summary>The <c>auths</c> of docker's configuration: credentials by registry, which the file itself holds.</summary>
internal static class RegistryCredentialFile
{
    private static readonly string[] Members = ["auth", "username", "password", "identitytoken", "registrytoken", "serveraddress"];

    /// <summary>The credentials of a registry: those of its key, else those of an address with its host.</summary>
    /// <param name="auths">The settings.</param>
    /// <param name="host">The host with its port.</param>
    /// <param name="source">Where the settings are from, for messages.</param>
    /// <exception cref="EngineException">What is there cannot be read.</exception>
    public static RegistryCredential? Find(JsonElement auths, string host, string source)
    {
        var key = RegistryHost.KeyOf(host);
        var found = auths.Child(key);
        if (found.ValueKind == JsonValueKind.Undefined) found = auths.Properties().FirstOrDefault(p => RegistryHost.Same(p.Name, host)).Value;
        return found.ValueKind == JsonValueKind.Object && Read(found, key, source) is { IsEmpty: false } credential ? credential : null;
    }

    /// <summary>All credentials, by the names that they are kept under.</summary>
    /// <param name="failed">Is told of what cannot be read.</param>
    public static IEnumerable<KeyValuePair<string, RegistryCredential>> All(JsonElement auths, string source, Action<EngineException> failed)
    {
        foreach (var entry in auths.Properties())
        {
            RegistryCredential? credential = null;
            try
            {
                if (entry.Value.ValueKind == JsonValueKind.Object) credential = Read(entry.Value, RegistryHost.KeyOf(RegistryHost.Of(entry.Name)), source);
            }
            catch (EngineException e)
            {
                failed(e);
            }
            if (credential is { IsEmpty: false }) yield return KeyValuePair.Create(entry.Name, credential);
        }
    }

    /// <summary>Sets the credentials of a registry in the settings, or with <see langword="null"/> only notes that a helper keeps them.</summary>
    public static void Set(JsonObject settings, string address, RegistryCredential? credential)
    {
        if (settings["auths"] is not JsonObject auths) settings["auths"] = auths = [];
        if (auths[address] is not JsonObject entry) auths[address] = entry = [];
        foreach (var member in Members) entry.Remove(member);
        if (credential is null) return;
        if (!string.IsNullOrEmpty(credential.UserName) || !string.IsNullOrEmpty(credential.Password)) entry["auth"] = RegistryCredential.Pair(credential.UserName ?? "", credential.Password ?? "");
        if (!string.IsNullOrEmpty(credential.IdentityToken)) entry["identitytoken"] = credential.IdentityToken;
        if (!string.IsNullOrEmpty(credential.RegistryToken)) entry["registrytoken"] = credential.RegistryToken;
    }

    /// <summary>Takes a registry's credentials out of the settings, whichever address of it they are kept under.</summary>
    /// <returns>Whether there were any.</returns>
    public static bool Remove(JsonObject settings, string host)
    {
        if (settings["auths"] is not JsonObject auths) return false;
        var keys = auths.Select(entry => entry.Key).Where(key => RegistryHost.Same(key, host)).ToList();
        foreach (var key in keys) auths.Remove(key);
        return keys.Count > 0;
    }

    /// <exception cref="EngineException">The pair of user name and password is none.</exception>
    private static RegistryCredential Read(JsonElement entry, string address, string source)
    {
        var (userName, password) = (entry.TextOrNull("username"), entry.TextOrNull("password"));
        if (entry.TextOrNull("auth") is { } pair) (userName, password) = Unpair(pair, address, source);
        return new RegistryCredential
        {
            Address = address,
            UserName = userName,
            Password = password,
            IdentityToken = entry.TextOrNull("identitytoken"),
            RegistryToken = entry.TextOrNull("registrytoken"),
        };
    }

    private static (string UserName, string Password) Unpair(string pair, string address, string source)
    {
        try
        {
            var text = Encoding.UTF8.GetString(Convert.FromBase64String(pair));
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon >= 0) return (text[..colon], text[(colon + 1)..].Trim('\0'));
        }
        catch (FormatException)
        {
            // Not base64: the same as base64 of something else. What it is stays out of the message, as it may be a secret.
        }
        throw new EngineException("RegistryCredentialsInvalid", ErrorCategory.InvalidData, RegistryHost.Of(address),
            $"The credentials of the registry '{RegistryHost.Of(address)}' in {source} cannot be read: 'auth' is not base64 of user:password. Connect-ContainerRegistry -Scope User writes them anew.");
    }
}
