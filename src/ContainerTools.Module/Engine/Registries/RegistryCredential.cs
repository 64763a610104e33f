using System.Net;
using System.Security;
using System.Text;

namespace ContainerTools.Engine.Registries;

/// <summary>
/// What lets a user into one registry. It is handed to engines and credential helpers only; its text form is the registry's
/// name, so that no message can show a secret by accident.
/// </summary>
internal sealed class RegistryCredential
{
    /// <summary>The user name by which credential helpers mark an identity token.</summary>
    private const string TokenUser = "<token>";
    private const string Removed = "***";

    /// <summary>The registry's key (<see cref="RegistryHost.KeyOf"/>).</summary>
    public required string Address { get; init; }

    public string? UserName { get; init; }

    public string? Password { get; init; }

    /// <summary>What a registry gave out at a login, to get access tokens with instead of a password.</summary>
    public string? IdentityToken { get; init; }

    /// <summary>An access token that is sent to the registry as it is.</summary>
    public string? RegistryToken { get; init; }

    public bool IsEmpty => string.IsNullOrEmpty(UserName) && string.IsNullOrEmpty(Password) && string.IsNullOrEmpty(IdentityToken) && string.IsNullOrEmpty(RegistryToken);

    /// <summary>What a user gave as <c>-Credential</c>.</summary>
    public static RegistryCredential Of(string host, PSCredential credential) => new()
    {
        Address = RegistryHost.KeyOf(host),
        // Not GetNetworkCredential(): that one takes a backslash in the user name for the end of a Windows domain.
        UserName = credential.UserName,
        Password = Plain(credential.Password),
    };

    /// <summary>The text of a secure string, for the wire.</summary>
    public static string Plain(SecureString? secret) => new NetworkCredential("", secret).Password;

    /// <summary>What a credential helper keeps for it.</summary>
    public (string UserName, string Secret) ToHelper() =>
        string.IsNullOrEmpty(IdentityToken) ? (UserName ?? "", Password ?? "") : (TokenUser, IdentityToken);

    /// <summary>What a credential helper kept.</summary>
    public static RegistryCredential OfHelper(string address, string? userName, string? secret) => userName == TokenUser
        ? new RegistryCredential { Address = address, IdentityToken = secret }
        : new RegistryCredential { Address = address, UserName = userName, Password = secret };

    /// <summary>The same login, kept by the token that the registry gave for it.</summary>
    public RegistryCredential WithIdentityToken(string identityToken) => new() { Address = Address, UserName = UserName, IdentityToken = identityToken };

    /// <summary>The engine's JSON of it.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        Write("username", UserName);
        Write("password", Password);
        Write("identitytoken", IdentityToken);
        Write("registrytoken", RegistryToken);
        Write("serveraddress", Address);
        json.WriteEndObject();

        void Write(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value)) json.WriteString(name, value);
        }
    }

    /// <summary>A text without the secrets, should whoever wrote it have put them in.</summary>
    public string Redact(string text)
    {
        foreach (var secret in new[] { Password, IdentityToken, RegistryToken })
        {
            if (string.IsNullOrEmpty(secret)) continue;
            text = text.Replace(secret, Removed, StringComparison.Ordinal);
            if (!string.IsNullOrEmpty(UserName)) text = text.Replace(Pair(UserName, secret), Removed, StringComparison.Ordinal);
        }
        return text;
    }

    /// <summary>User name and password as docker's configuration file keeps them: base64 of both with a colon between.</summary>
    public static string Pair(string userName, string password) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{userName}:{password}"));

    public override string ToString() => RegistryHost.Of(Address);
}
